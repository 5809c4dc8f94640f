"""Packages opened: a name, a folder, or one file."""

import hashlib
from pathlib import Path

from medseg.errors import ModelError, ModelNotFoundError, UntrustedModelError
from medseg.models.archive import ARCHIVE_SUFFIX, unpack
from medseg.models.card_file import CARD_NAME, LARGEST_BYTES, parse_card
from medseg.models.foreign.monai_bundle import is_bundle, open_bundle
from medseg.models.foreign.torchscript import REASON, is_torchscript
from medseg.models.model_card import ModelCard
from medseg.models.package import Package
from medseg.models.package_kind import PackageKind
from medseg.models.package_path import find_file
from medseg.models.registry import find_installed
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
        model: Name of an installed network; or the path of a package's folder, of its file (`.medseg`), of a MONAI bundle's
            folder, or of a network in another form (`.onnx`, `.pt`, `.ts`) with its `model.json` beside it.
        trust: Whether a program in the package may run (TorchScript).

    Raises:
        ModelNotFoundError: There is none.
        ModelError: It cannot be used; the message says why.
        UntrustedModelError: Loading it would run code, and `trust` is not set.
        MissingDependencyError: jsonschema is not installed.
    """
    path = Path(model)
    if isinstance(model, str) and path.name == model and not path.exists():
        path = find_installed(model).path or path
    if not path.exists():
        raise ModelNotFoundError(f"Expected a network's package, found nothing at {path.name!r}: look at `medseg models list`.")
    if path.is_file() and path.suffix == ARCHIVE_SUFFIX:
        path = unpack(path)
    package = _open_folder(path, trust) if path.is_dir() else _open_file(path, trust)
    if package.kind is PackageKind.TORCHSCRIPT and not trust:
        raise UntrustedModelError(REASON)
    package.check_files()
    return package


def read_card(folder: Path) -> tuple[ModelCard, str]:
    """The card of a package's folder, and the SHA-256 of its file.

    Raises:
        ModelError: There is none, or it does not keep to the schema.
    """
    with find_file(folder, CARD_NAME).open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    return parse_card(data), hashlib.sha256(data).hexdigest()


def _open_folder(folder: Path, trust: bool) -> Package:
    if is_bundle(folder) and not (folder / CARD_NAME).exists():
        return open_bundle(folder, trust=trust)
    card, sha256 = read_card(folder)
    weights = next((name for name in (WEIGHTS_NAME, *card.files) if name in card.files and _kind(name)), None)
    if weights is None:
        raise ModelError(f"Expected a file of weights ({', '.join(_KINDS)}) in the package {card.name!r}, found none.")
    return Package(card, folder, _kind_of(folder, weights), weights, sha256, trust)


def _open_file(path: Path, trust: bool) -> Package:
    """A file of weights with its card beside it, or the card itself."""
    if path.name == CARD_NAME:
        return _open_folder(path.parent, trust)
    if _kind(path.name) is None:
        raise ModelError(f"Expected a package ({ARCHIVE_SUFFIX}) or weights ({', '.join(_KINDS)}), got {path.name!r}.")
    if not (path.parent / CARD_NAME).is_file():
        raise ModelError(
            f"Expected {CARD_NAME!r} beside {path.name!r}, which says what the network takes and gives, found none: "
            "write one as docs/model-packages.md shows."
        )
    card, sha256 = read_card(path.parent)
    if path.name not in card.files:
        raise ModelError(f"Expected {path.name!r} among the files of {CARD_NAME!r} beside it, with its SHA-256.")
    return Package(card, path.parent, _kind_of(path.parent, path.name), path.name, sha256, trust)


def _kind_of(folder: Path, name: str) -> PackageKind:
    """The form of the weights: TorchScript often goes by the name of a state dictionary, and is known by its content."""
    kind = _KINDS[Path(name).suffix.lower()]
    is_program = kind is PackageKind.STATE_DICT and is_torchscript(find_file(folder, name))
    return PackageKind.TORCHSCRIPT if is_program else kind


def _kind(name: str) -> PackageKind | None:
    return _KINDS.get(Path(name).suffix.lower())
