"""How much memory PyTorch takes for a network, found without running it."""

import copy
import weakref
from collections.abc import Mapping
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode


class _MemoryCount(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts the bytes of the tensors that operators make, while they live."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held = 0
        self.most = 0

    def __torch_dispatch__(
        self, function: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Run an operator, and count what it makes."""
        result = function(*args, **(kwargs or {}))
        given = {id(value) for value in args if isinstance(value, torch.Tensor)}
        for tensor in result if isinstance(result, tuple | list) else (result,):
            if isinstance(tensor, torch.Tensor) and id(tensor) not in given and tensor._base is None:
                size = tensor.numel() * tensor.element_size()
                self.held += size
                weakref.finalize(tensor, self._free, size)
        self.most = max(self.most, self.held)
        return result

    def _free(self, size: int) -> None:
        self.held -= size


def activation_bytes(network: torch.nn.Module, shape: tuple[int, ...]) -> int:
    """Memory that a network holds between its layers at the most, in single precision.

    Args:
        network: Left as it is.
        shape: Of its input, (n, channels, ...).

    Returns:
        Bytes; for a network that cannot be followed, what 64 channels of the input's size take.
    """
    with torch.inference_mode(mode=False), torch.no_grad():
        try:
            shadow = copy.deepcopy(network).to("meta")
            image = torch.empty(shape, device="meta")
            with _MemoryCount() as count:
                shadow(image)
        except (RuntimeError, NotImplementedError, TypeError):
            return torch.Size((shape[0], 64, *shape[2:])).numel() * 4
    return int(count.most)
