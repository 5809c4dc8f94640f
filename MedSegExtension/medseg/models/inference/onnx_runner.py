"""Networks run by ONNX Runtime."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.errors import ModelError, ParameterError
from medseg.models.inference.runner import Batch
from medseg.optional import require

LAYERS_HELD = 64  # channels of the input's size: a U-Net holds fewer at its widest


class OnnxRunner:
    """Runs an ONNX graph, one input at a time.

    Args:
        graph: The bytes of the model, looked over already.
        device: `cpu` or `cuda`.
        threads: On the CPU.

    Raises:
        ModelError: ONNX Runtime cannot run it.
        ParameterError: The device is not one that this ONNX Runtime was built for.
        MissingDependencyError: ONNX Runtime is not installed.
    """

    def __init__(self, graph: bytes, *, device: str = "cpu", threads: int = 1) -> None:
        runtime = require("onnxruntime", "onnx")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session: Any = runtime.InferenceSession(graph, options, providers=_providers(runtime, device))
        except Exception as error:  # its errors have no class of their own in common but Exception
            if not type(error).__module__.startswith("onnxruntime"):
                raise
            raise ModelError("ONNX Runtime cannot run the network: it is damaged, or of a newer version of ONNX.") from error
        self._input = self._session.get_inputs()[0].name

    @property
    def batch(self) -> int:
        """One: graphs are often fixed to it."""
        return 1

    @property
    def precision(self) -> str:
        """What the graph is written in, which is single precision but for some layers of quantised ones."""
        return "fp32"

    def stream(self, inputs: Iterable[Batch], count: int) -> Iterator[Batch]:  # noqa: ARG002  one after the other, however many
        """Logits of each batch; see `Runner.stream`."""
        for images in inputs:
            yield self._logits(images).astype(np.float32)

    def workspace_bytes(self, size: tuple[int, ...]) -> int:
        """A guess: ONNX Runtime does not tell beforehand."""
        return LAYERS_HELD * int(np.prod(size)) * 4

    def close(self) -> None:
        """Free the session."""
        self._session = None

    def _logits(self, images: Batch) -> NDArray[Any]:
        try:
            found: NDArray[Any] = self._session.run(None, {self._input: images})[0]
        except Exception as error:  # as above
            if not type(error).__module__.startswith("onnxruntime"):
                raise
            raise RuntimeError(str(error)) from error
        return found


def _providers(runtime: Any, device: str) -> list[Any]:
    if device == "cpu":
        return ["CPUExecutionProvider"]
    kind, _, number = device.partition(":")
    if kind != "cuda" or "CUDAExecutionProvider" not in runtime.get_available_providers():
        raise ParameterError(f"Expected a device that ONNX Runtime was built for, got {device!r}: take 'cpu'.")
    return [("CUDAExecutionProvider", {"device_id": int(number or 0)}), "CPUExecutionProvider"]
