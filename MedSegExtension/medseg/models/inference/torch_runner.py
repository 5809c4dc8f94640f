"""Networks run by PyTorch: on CUDA, MPS, or the CPU."""

from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch import nn

from medseg.errors import ModelError
from medseg.models.inference.allocator import keep_memory
from medseg.models.inference.runner import Batch
from medseg.models.inference.torch_memory import activation_bytes

TYPES = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
SHARE_OF_GPU = 0.6
LARGEST_BATCH = {2: 32, 3: 4}
CPU_BATCH = {2: 4, 3: 1}  # larger ones leave the caches


class TorchRunner:
    """Runs a network with PyTorch.

    Args:
        network: In evaluation mode; taken over, and moved to the device.
        shape: Channels and sides of one input.
        device: `cpu`, `cuda`, `cuda:1`, `mps`.
        precision: `auto` is half precision on CUDA and single elsewhere; `fp32`, `fp16`, `bf16`.
        threads: On the CPU.
        batch: Inputs at a time; None for as many as the device has memory for.

    Raises:
        ModelError: The precision is none of PyTorch's.
    """

    def __init__(
        self,
        network: nn.Module,
        shape: tuple[int, ...],
        *,
        device: str = "cpu",
        precision: str = "auto",
        threads: int = 1,
        batch: int | None = None,
    ) -> None:
        self._device = torch.device(device)
        self._precision = _choose_precision(precision, self._device)
        self._threads = threads
        self._one = activation_bytes(network, (1, *shape))
        self._batch = batch or self._fitting_batch(len(shape) - 1)
        if self._device.type == "cpu":
            keep_memory()
        self._format = _memory_format(self._device, len(shape) - 1)
        moved: Any = network  # torch's annotations of `to` know no memory_format
        self._network: Any = moved.to(self._device, TYPES[self._precision], memory_format=self._format)

    @property
    def batch(self) -> int:
        """Inputs at a time."""
        return self._batch

    @property
    def precision(self) -> str:
        """What it calculates in."""
        return self._precision

    def stream(self, inputs: Iterable[Batch], count: int) -> Iterator[Batch]:  # noqa: ARG002  one after the other, however many
        """Logits of each batch; see `Runner.stream`."""
        for images in inputs:
            yield self._run(images)

    def workspace_bytes(self, size: tuple[int, ...]) -> int:  # noqa: ARG002  the network was followed with its size
        """Memory of the computer; what stands on a GPU is not counted."""
        return self._one * self._batch if self._device.type == "cpu" else 0

    def close(self) -> None:
        """Free the network, and what torch keeps on the GPU for it."""
        self._network = None
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        elif self._device.type == "mps":
            torch.mps.empty_cache()

    def _run(self, images: Batch) -> Batch:
        before = torch.get_num_threads()
        torch.set_num_threads(self._threads)
        try:
            with torch.inference_mode(), torch.backends.cudnn.flags(enabled=True, benchmark=True):
                given = torch.from_numpy(images).to(self._device, TYPES[self._precision], memory_format=self._format)
                found: Batch = self._network(given).float().contiguous().cpu().numpy()
        finally:
            torch.set_num_threads(before)
        return found

    def _fitting_batch(self, dimensions: int) -> int:
        if self._device.type != "cuda":
            return CPU_BATCH[dimensions]
        free, _ = torch.cuda.mem_get_info(self._device)
        fitting = int(SHARE_OF_GPU * free // max(1, self._one))
        return max(1, min(LARGEST_BATCH[dimensions], fitting))


def _choose_precision(precision: str, device: torch.device) -> str:
    if precision == "auto":
        return "fp16" if device.type == "cuda" else "fp32"
    if precision not in TYPES:
        raise ModelError(f"Expected a precision of {', '.join(TYPES)} for PyTorch, got {precision!r}: choose another backend.")
    return precision


def _memory_format(device: torch.device, dimensions: int) -> torch.memory_format:
    """Channels last is what CUDA's kernels for half precision want; on the CPU it was slower."""
    if device.type != "cuda":
        return torch.contiguous_format
    return torch.channels_last if dimensions == 2 else torch.channels_last_3d
