"""Where packages stand that come with MedSeg."""

from pathlib import Path

import medseg

_PACKAGE = Path(medseg.__file__).parent


def shipped_folder() -> Path:
    """The packages that come with MedSeg, free to use."""
    return _PACKAGE / "data" / "models"


def checkout_folder() -> Path | None:
    """The packages under other licences beside a source checkout; None where MedSeg is installed without them."""
    root = _PACKAGE.parents[1]
    folder = root / "Resources" / "Models"
    return folder if folder.is_dir() and (root / "pyproject.toml").is_file() else None
