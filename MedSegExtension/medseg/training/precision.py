"""Which numbers a network is trained with, and on which device."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.errors import ParameterError
from medseg.records import Precision

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import torch

FAST_FLAGS = ("avx512_bf16", "amx_bf16")


def choose_device(name: str) -> torch.device:
    """The device that is meant.

    Args:
        name: `auto` takes a CUDA GPU, else Apple's, else the processor.

    Raises:
        ParameterError: No such device here.
    """
    import torch

    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError) as error:
        raise ParameterError(f"Expected a device of this computer, got {name!r}: choose auto or cpu.") from error
    return device


def uses_bf16(precision: Precision, device: torch.device) -> bool:
    """Whether to compute with bfloat16: where it is quick, unless told otherwise.

    On processors without instructions of their own for it, it is slower than float32.
    """
    import torch

    if precision is not Precision.AUTO:
        return precision is Precision.BF16
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return device.type == "cpu" and _processor_has_bf16()


def autocast(device: torch.device, *, bf16: bool) -> AbstractContextManager[Any]:
    """A context in which matrix products and convolutions are computed with bfloat16, or nothing."""
    import torch

    return torch.autocast(device.type, torch.bfloat16) if bf16 else nullcontext()


def _processor_has_bf16() -> bool:
    """Whether Linux says so; elsewhere float32 is the safe choice."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return False
    return any(flag in flags for flag in FAST_FLAGS)
