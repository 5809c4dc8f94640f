"""Paths within a package: below its folder, of plain files, the same on every system."""

import re
import stat
from pathlib import Path

from medseg.errors import ModelError

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
DEEPEST = 4


def check_name(name: str) -> str:
    """Insist on a path of plain words and `/` that cannot lead out of a package.

    Raises:
        ModelError: It is absolute, goes up, or is spelled in a way that another system reads differently.
    """
    parts = name.split("/")
    for part in parts:
        is_plain = _PART.fullmatch(part) and not part.endswith(".") and part.partition(".")[0].lower() not in _RESERVED
        if not is_plain or len(parts) > DEEPEST:
            raise ModelError(f"Expected a path of plain words within the package, got {name[:60]!r}: the package is refused.")
    return name


def find_file(folder: Path, name: str) -> Path:
    """A file of a package, which is neither a link nor reached through one.

    Args:
        folder: Of the package.
        name: As the card names it.

    Raises:
        ModelError: The path leads out of the package, there is no such file, or it is a link or a device.
    """
    path = folder
    for part in check_name(name).split("/"):
        path /= part
        if path.is_symlink():
            raise ModelError(f"Expected plain files in the package, got the link {name!r}: the package is refused.")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ModelError(f"Expected the file {name!r} in the package, found none: install the package again.") from error
    if not stat.S_ISREG(mode):
        raise ModelError(f"Expected a plain file {name!r} in the package, got something else: the package is refused.")
    return path
