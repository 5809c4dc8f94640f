"""Networks run by OpenVINO on the CPU."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from medseg.models.inference.devices import free_memory_bytes
from medseg.models.inference.openvino_model import peak_bytes
from medseg.models.inference.runner import Batch
from medseg.models.inference.telemetry import require_openvino

MOST_STREAMS = 4
SHARE_OF_MEMORY = 0.5
HINTS = {"fp32": "f32", "bf16": "bf16", "fp16": "f16"}


class OpenvinoRunner:
    """Runs several inputs side by side, each on its share of the threads; a single one on all of them.

    Args:
        model: An `openvino.Model` for one input at a time, ending in logits.
        precision: `auto` lets OpenVINO choose, which takes bf16 where the CPU calculates in it; `fp32`, `bf16`, `int8`.
        threads: On the CPU.
    """

    def __init__(self, model: Any, precision: str, threads: int) -> None:
        self._model = model
        self._asked = precision
        self._threads = threads
        self._workspace = peak_bytes(model)
        fitting = int(SHARE_OF_MEMORY * free_memory_bytes() // max(1, self._workspace))
        self._streams = max(1, min(threads, MOST_STREAMS, fitting))
        self._core = require_openvino().Core()
        self._compiled: dict[int, Any] = {}
        self._requests: dict[int, list[Any]] = {}

    @property
    def batch(self) -> int:
        """One: several inputs run side by side instead."""
        return 1

    @property
    def precision(self) -> str:
        """What it calculates in."""
        if self._asked == "int8":
            return "int8"
        names = {hint: name for name, hint in HINTS.items()}
        kind = self._compile(1).get_property("INFERENCE_PRECISION_HINT")
        return names.get(kind.to_string() if hasattr(kind, "to_string") else str(kind), "fp32")

    def stream(self, inputs: Iterable[Batch], count: int) -> Iterator[Batch]:
        """Logits of each batch of one, in order; see `Runner.stream`."""
        idle = deque(self._idle_requests(1 if count == 1 else self._streams))
        busy: deque[Any] = deque()
        try:
            for images in inputs:
                if not idle:
                    yield _finished(busy[0])
                    idle.append(busy.popleft())
                request = idle.popleft()
                busy.append(request)
                request.start_async({0: images}, share_inputs=True)
            while busy:
                yield _finished(busy[0])
                busy.popleft()
        finally:
            for request in busy:
                _stop(request)

    def workspace_bytes(self, size: tuple[int, ...]) -> int:  # noqa: ARG002  the model has its size
        """Memory of what all streams hold between layers."""
        return self._workspace * self._streams

    def close(self) -> None:
        """Free requests and compiled networks."""
        self._requests.clear()
        self._compiled.clear()

    def _idle_requests(self, streams: int) -> list[Any]:
        """One request more than streams: it waits, so that no stream does while a result is looked at."""
        if streams not in self._requests:
            compiled = self._compile(streams)
            self._requests[streams] = [compiled.create_infer_request() for _ in range(streams + 1)]
        return self._requests[streams]

    def _compile(self, streams: int) -> Any:
        if streams not in self._compiled:
            options: dict[str, Any] = {"NUM_STREAMS": streams, "INFERENCE_NUM_THREADS": self._threads}
            if self._asked in HINTS:
                options["INFERENCE_PRECISION_HINT"] = HINTS[self._asked]
            self._compiled[streams] = self._core.compile_model(self._model, "CPU", options)
        return self._compiled[streams]


def _finished(request: Any) -> Batch:
    request.wait()
    logits: Batch = request.get_output_tensor(0).data
    return logits


def _stop(request: Any) -> None:
    """End a request whose result nobody wants; one that is cancelled says so by raising."""
    request.cancel()
    try:
        request.wait()
    except RuntimeError:
        return
