"""The network for a task."""

from pathlib import Path

from medseg.errors import LicenceError, ModelNotFoundError
from medseg.models.model_card import ModelCard
from medseg.models.model_entry import ModelEntry
from medseg.models.open import open_package
from medseg.models.package import Package
from medseg.models.registry import available_packages, installed_packages
from medseg.volume import Modality

DEFAULT_TARGET = "lungs"


def find_package(
    model: str | Path | None,
    *,
    method: str,
    target: str | None = None,
    modality: Modality | None = None,
    is_picture: bool = False,
    trust: bool = False,
) -> Package:
    """The network that was asked for, or the installed one that suits an image.

    Args:
        model: Name or path of a package; None to look for one among the installed.
        method: `cnn` or `unet`.
        target: What shall be segmented; None for `lungs`.
        modality: Of the image; None for any.
        is_picture: Whether the image is an 8-bit picture, without HU.
        trust: As for `open_package`.

    Raises:
        LicenceError: One suits whose licence has to be accepted first.
        ModelNotFoundError: None suits; the message says which there are, and how another is installed.
        ModelError: The package cannot be used.
    """
    if model is not None:
        return open_package(model, trust=trust)

    def suits(entry: ModelEntry) -> bool:
        return entry.card is not None and _suits(entry.card, method, target or DEFAULT_TARGET, modality, is_picture)

    for entry in filter(suits, installed_packages()):
        return open_package(entry.name, trust=trust)
    image = "pictures" if is_picture else "any image" if modality is None else f"{modality.name} images"
    text = f"Expected an installed network of the method {method!r} for {target or DEFAULT_TARGET!r} in {image}, found none."
    for entry in filter(suits, available_packages()):
        command = f"medseg models install {entry.name}"
        if entry.needs_acceptance:
            raise LicenceError(f"{text} Accept the licence of one, and install it: {command} --accept-licence")
        raise ModelNotFoundError(f"{text} Install one: {command}")
    raise ModelNotFoundError(f"{text} `medseg models list` shows which there are; or train one, or give a package.")


def _suits(card: ModelCard, method: str, target: str, modality: Modality | None, is_picture: bool) -> bool:
    if card.method != method or card.target != target:
        return False
    if is_picture and card.input.pictures:
        return modality in (None, Modality.OTHER) or modality in card.input.modalities
    return modality is None or (modality in card.input.modalities and not (is_picture and card.input.unit == "HU"))
