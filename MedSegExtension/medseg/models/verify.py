"""A package looked over to the last weight."""

from __future__ import annotations

import importlib.util
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.errors import ModelError
from medseg.models.open import open_package
from medseg.models.package import Package
from medseg.models.package_kind import PackageKind

if TYPE_CHECKING:
    from torch import nn

logger = logging.getLogger(__name__)


def verify_package(model: str | Path, *, trust: bool = False) -> Package:
    """Open a package, load its weights, and let the network look at an empty image of the size that the card names.

    Without torch (or onnx) only the card and the SHA-256 of all files are looked at.

    Args:
        model: As for `open_package`.
        trust: As for `open_package`.

    Raises:
        ModelError: The card, a file, the weights or what the network gives is wrong; the message says which.
        UntrustedModelError: Loading it would run code, and `trust` is not set.
    """
    package = open_package(model, trust=trust)
    needed = "onnx" if package.kind is PackageKind.ONNX else "torch"
    if importlib.util.find_spec(needed) is None:
        logger.info("Only the files of %s were looked at: %s is not installed.", package.name, needed)
    elif package.kind is PackageKind.ONNX:
        package.onnx()
    else:
        _try(package.network(), package)
    return package


def _try(network: nn.Module, package: Package) -> None:
    """Hold what the network gives to the card."""
    import torch

    card = package.card
    with torch.inference_mode():
        try:
            output = network(torch.zeros((1, card.input.channels, *card.input.size)))
        except (RuntimeError, ValueError, IndexError, TypeError) as error:
            raise ModelError(
                f"The network {package.name!r} does not take images of the size {card.input.size} that its card names: "
                f"{str(error)[:120]}"
            ) from error
    expected = (1, card.output.channels, *card.input.size)
    found = tuple(output.shape) if isinstance(output, torch.Tensor) else type(output).__name__
    if found != expected:
        raise ModelError(f"Expected an output of shape {expected} from the network {package.name!r}, got {found}.")
    if not bool(output.isfinite().all()):
        raise ModelError(f"Expected numbers from the network {package.name!r}, got NaN or infinity.")
