"""State dictionaries that torch saved."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medseg.errors import ModelError, UntrustedModelError
from medseg.models.weights import check_finite
from medseg.optional import require

if TYPE_CHECKING:
    from torch import Tensor

OLDEST_TORCH = (2, 6)  # before it, weights_only=True could be made to run code (CVE-2025-32434)
_WRAPPERS = ("state_dict", "model_state_dict", "model", "network", "net")
_PREFIX = "module."  # of networks that were trained on several GPUs


def state_from_bytes(data: bytes) -> dict[str, Tensor]:
    """Read a state dictionary; pickled objects other than tensors and plain values are refused, not run.

    A checkpoint that holds the state under `state_dict`, `model_state_dict`, `model`, `network` or `net` is looked into.

    Raises:
        UntrustedModelError: The file holds more than tensors and plain values, or this torch is too old to refuse that.
        ModelError: It is damaged, no state dictionary, or holds NaN or infinity.
    """
    torch = require("torch", "networks")
    _check_version(torch.__version__)
    state = _find_state(_load(torch, data))
    check_finite(state)
    return {
        name.removeprefix(_PREFIX): tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()
    }


def _load(torch: Any, data: bytes) -> object:
    import pickle  # for the name of its error

    try:
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # of pickle protocols that are read all the same
            return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise UntrustedModelError(
            "Expected a state dictionary of torch, got a file that holds other Python objects, which would run code when "
            "they are loaded. Save the state alone, torch.save(network.state_dict(), ...), or better as safetensors."
        ) from error
    except (RuntimeError, EOFError, ValueError, KeyError, AttributeError, TypeError, IndexError, UnicodeError) as error:
        raise ModelError("Expected a state dictionary of torch, got a file that is damaged or of another kind.") from error


def _check_version(version: str) -> None:
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers < OLDEST_TORCH:
        raise UntrustedModelError(
            f"Expected torch {'.'.join(map(str, OLDEST_TORCH))} or newer to read a state dictionary, got {version}: "
            "older ones can be made to run code by such a file."
        )


def _find_state(loaded: object) -> Mapping[str, Tensor]:
    import torch

    for candidate in (loaded, *(loaded.get(name) for name in _WRAPPERS if isinstance(loaded, Mapping))):
        if isinstance(candidate, Mapping) and candidate and all(isinstance(each, torch.Tensor) for each in candidate.values()):
            return {str(name): tensor for name, tensor in candidate.items()}
    raise ModelError("Expected a state dictionary: names with tensors; got something else.")
