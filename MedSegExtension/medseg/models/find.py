"""The network for a task."""

from pathlib import Path

from medseg.errors import ModelNotFoundError
from medseg.files import models_folder
from medseg.models.model_card import ModelCard
from medseg.models.open import open_folder, open_package
from medseg.models.package import Package
from medseg.models.places import checkout_folder, packages_in, shipped_folder
from medseg.volume import Modality


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
        ModelNotFoundError: None suits; the message says which there are, and how another is installed.
        ModelError: The package cannot be used.
    """
    if model is not None:
        return open_package(model, trust=trust)
    target = target or "lungs"
    for folder in (models_folder(), shipped_folder()):
        for path in packages_in(folder):
            if _suits(open_folder(path).card, method, target, modality, is_picture):
                return open_package(path, trust=trust)
    raise ModelNotFoundError(_advice(method, target, modality, is_picture))


def _suits(card: ModelCard, method: str, target: str, modality: Modality | None, is_picture: bool) -> bool:
    if card.method != method or card.target != target:
        return False
    if is_picture and card.input.pictures:
        return True
    return modality is None or (modality in card.input.modalities and not (is_picture and card.input.unit == "HU"))


def _advice(method: str, target: str, modality: Modality | None, is_picture: bool) -> str:
    image = "pictures" if is_picture else "any image" if modality is None else f"{modality.name} images"
    text = f"Expected an installed network of the method {method!r} for {target!r} in {image}, found none."
    for path in packages_in(checkout_folder()):
        card = open_folder(path).card
        if _suits(card, method, target, modality, is_picture):
            return f"{text} Accept the licence of one and install it: medseg models install {card.name} --accept-licence."
    return f"{text} `medseg models list` shows which there are; or train one, or give a package with --model."
