"""Where packages stand: installed by the user, shipped with MedSeg, or beside a source checkout."""

from pathlib import Path

import medseg
from medseg.errors import LicenceError, ModelNotFoundError
from medseg.files import models_folder
from medseg.models.card_file import CARD_NAME

_PACKAGE = Path(medseg.__file__).parent


def shipped_folder() -> Path:
    """The packages that come with MedSeg, free to use."""
    return _PACKAGE / "data" / "models"


def checkout_folder() -> Path | None:
    """The packages under other licences beside a source checkout; None where MedSeg is installed without them."""
    folder = _PACKAGE.parents[1] / "Resources" / "Models"
    return folder if folder.is_dir() and (_PACKAGE.parents[1] / "pyproject.toml").is_file() else None


def packages_in(folder: Path | None) -> list[Path]:
    """The folders of packages in a folder, by name; empty where there is none."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and (path / CARD_NAME).is_file())


def folder_of(name: str) -> Path:
    """The folder of an installed network: the user's own come first.

    Raises:
        LicenceError: It is at hand, but its licence was not accepted yet.
        ModelNotFoundError: There is none of that name.
    """
    for folder in (models_folder(), shipped_folder()):
        for path in packages_in(folder):
            if path.name == name:
                return path
    if name in [path.name for path in packages_in(checkout_folder())]:
        raise LicenceError(
            f"The network {name!r} comes under a licence of its own, which has to be accepted: "
            f"medseg models install {name} --accept-licence."
        )
    raise ModelNotFoundError(f"Expected an installed network, got {name[:60]!r}: `medseg models list` shows which there are.")
