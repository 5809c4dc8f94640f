"""Weights in safetensors: numbers and names, nothing that could run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medseg.errors import ModelError
from medseg.optional import require

if TYPE_CHECKING:
    from torch import Tensor

WEIGHTS_NAME = "model.safetensors"
LARGEST_HEADER = 16 << 20
_LENGTH_BYTES = 8


def weights_to_bytes(state: Mapping[str, Tensor], *, half: bool) -> bytes:
    """Store a network's state.

    Args:
        state: Tensors by name.
        half: Floating-point numbers in half precision; a tensor with a number too large for that stays as it is.

    Raises:
        ModelError: A tensor holds NaN or infinity.
    """
    save = require("safetensors.torch", "networks").save
    check_finite(state)
    stored: bytes = save({name: _packed(tensor, half) for name, tensor in state.items()})
    return stored


def weights_from_bytes(data: bytes) -> dict[str, Tensor]:
    """Read a state that was stored; floating-point numbers come back in single precision.

    Raises:
        ModelError: It is no safetensors file, is cut off, or holds NaN or infinity.
    """
    check_header(data)
    safetensors = require("safetensors", "networks")
    load = require("safetensors.torch", "networks").load
    try:
        state: dict[str, Tensor] = load(data)
    except (safetensors.SafetensorError, ValueError, KeyError, RuntimeError, OverflowError) as error:
        raise ModelError(f"{WEIGHTS_NAME}: expected weights in safetensors, but {str(error)[:120]}.") from error
    check_finite(state)
    return {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()}


def check_header(data: bytes) -> dict[str, Any]:
    """Read the header that names all tensors, and hold it to the size of the file before anything is made from it.

    Raises:
        ModelError: The file is shorter than its header says, or the header is no JSON or larger than any network needs.
    """
    length = int.from_bytes(data[:_LENGTH_BYTES], "little")
    if len(data) < _LENGTH_BYTES or not 2 <= length <= min(LARGEST_HEADER, len(data) - _LENGTH_BYTES):
        raise ModelError(f"{WEIGHTS_NAME}: expected a header within the file's {len(data):,} bytes, got {length:,}.")
    try:
        header = json.loads(data[_LENGTH_BYTES : _LENGTH_BYTES + length])
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{WEIGHTS_NAME}: expected a header of JSON, got something else.") from error
    if not isinstance(header, dict):
        raise ModelError(f"{WEIGHTS_NAME}: expected a header with names, got {type(header).__name__}.")
    return header


def check_finite(state: Mapping[str, Tensor]) -> None:
    """Refuse NaN and infinity.

    Raises:
        ModelError: A tensor holds them.
    """
    for name, tensor in state.items():
        if tensor.is_floating_point() and not bool(tensor.float().isfinite().all()):
            raise ModelError(f"Expected finite weights, got NaN or infinity in {name[:80]!r}: the network cannot be used.")


def check_state(state: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Hold a state to the network that it is for: the same names, the same shapes.

    Raises:
        ModelError: One is missing, unknown, or of another shape.
    """
    for what, names in (("missing", expected.keys() - state.keys()), ("unknown", state.keys() - expected.keys())):
        if names:
            raise ModelError(f"Expected the weights of this architecture, but {len(names)} are {what}: {min(names)[:80]!r}.")
    for name, tensor in expected.items():
        if tuple(state[name].shape) != tuple(tensor.shape):
            found, needed = tuple(state[name].shape), tuple(tensor.shape)
            raise ModelError(f"Expected weights {name[:80]!r} of shape {needed}, got {found}: another architecture's.")


def _packed(tensor: Tensor, half: bool) -> Tensor:
    import torch

    tensor = tensor.detach().to("cpu").contiguous().clone()  # safetensors takes no two names for one memory
    if not half or not tensor.is_floating_point():
        return tensor
    halved = tensor.to(torch.float16)
    return halved if bool(halved.isfinite().all()) else tensor
