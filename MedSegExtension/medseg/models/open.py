"""Packages opened: a folder, one file, or a name."""

import hashlib
from pathlib import Path

from medseg.errors import ModelError, ModelNotFoundError
from medseg.models.archive import ARCHIVE_SUFFIX, unpack
from medseg.models.card_file import CARD_NAME, LARGEST_BYTES, parse_card
from medseg.models.model_card import ModelCard
from medseg.models.package import Package
from medseg.models.package_kind import PackageKind
from medseg.models.package_path import find_file
from medseg.models.places import folder_of
from medseg.models.weights import WEIGHTS_NAME

_KINDS = {
    ".safetensors": PackageKind.MEDSEG,
    ".onnx": PackageKind.ONNX,
    ".pt": PackageKind.STATE_DICT,
    ".pth": PackageKind.STATE_DICT,
    ".ts": PackageKind.TORCHSCRIPT,
}


def open_package(model: str | Path, *, trust: bool = False) -> Package:
    """Open a network, and hold all of its files to the card.

    Args:
        model: Name of an installed network; or the path of a package's folder, of its file (`.medseg`), or of a network in
            another form with its `model.json` beside it.
        trust: Whether a program in the package may run (TorchScript).

    Raises:
        ModelNotFoundError: There is none.
        ModelError: It cannot be used; the message says why.
        UntrustedModelError: Loading it would run code, and `trust` is not set.
        MissingDependencyError: jsonschema is not installed.
    """
    path = Path(model)
    if isinstance(model, str) and not path.exists() and "/" not in model and not path.suffix:
        path = folder_of(model)
    if not path.exists():
        raise ModelNotFoundError(f"Expected a network's package, found nothing at {path.name!r}: look at `medseg models list`.")
    if path.is_file() and path.suffix == ARCHIVE_SUFFIX:
        path = unpack(path)
    package = open_folder(path if path.is_dir() else path.parent, trust=trust)
    package.check_files()
    return package


def open_folder(folder: Path, *, trust: bool = False) -> Package:
    """Open a package's folder and read its card alone."""
    data = find_file(folder, CARD_NAME).read_bytes() if (folder / CARD_NAME).stat().st_size <= LARGEST_BYTES else b""
    card = parse_card(data)
    weights, kind = _find_weights(card)
    return Package(card, folder, kind, weights, hashlib.sha256(data).hexdigest(), trust)


def _find_weights(card: ModelCard) -> tuple[str, PackageKind]:
    """The file that holds the weights, and its form; safetensors first."""
    if WEIGHTS_NAME in card.files:
        return WEIGHTS_NAME, PackageKind.MEDSEG
    for name in card.files:
        kind = _KINDS.get(Path(name).suffix.lower())
        if kind is not None:
            return name, kind
    raise ModelError(f"Expected a file of weights ({', '.join(_KINDS)}) in the package {card.name!r}, found none.")
