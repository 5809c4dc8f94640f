"""Which paths a path line edit takes."""

import fnmatch
import re
from pathlib import Path

import qt

FILTERS = {
    name: int(getattr(qt.QDir, name))
    for name in (
        "Dirs", "Files", "Drives", "NoSymLinks", "AllDirs", "NoDot", "NoDotDot", "NoDotAndDotDot", "Readable", "Writable",
        "Executable", "Hidden", "System", "AllEntries", "PermissionMask", "TypeMask", "Modified", "CaseSensitive", "AccessMask",
        "NoFilter",
    )
}  # fmt: skip
"""The flags of QDir by name, as whole numbers."""

OPTIONS = {
    name: int(getattr(qt.QFileDialog, name))
    for name in (
        "ShowDirsOnly",
        "DontResolveSymlinks",
        "DontConfirmOverwrite",
        "DontUseNativeDialog",
        "ReadOnly",
        "HideNameFilterDetails",
    )
} | {"DontUseSheet": 0x20}
"""The flags of QFileDialog by name; sheets are gone from Qt 6."""


def wants_folder(filters: int) -> bool:
    """Whether only folders are asked for."""
    return bool(filters & (FILTERS["Dirs"] | FILTERS["AllDirs"])) and not filters & FILTERS["Files"]


def is_acceptable(text: str, filters: int, name_filters: tuple[str, ...]) -> bool:
    """Tells whether a path exists, or can be written where writing alone is asked for.

    Args:
        text: What was typed.
        filters: Flags of QDir.
        name_filters: Such as `("Images (*.png *.jpg)",)`; empty takes any name.
    """
    if not text or "\0" in text:
        return False
    path = Path(text).expanduser()
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
        parent_exists = path.parent.is_dir()
    except OSError:
        return False
    if is_folder:
        return bool(filters & (FILTERS["Dirs"] | FILTERS["AllDirs"]))
    only_written = filters & FILTERS["Writable"] and not filters & FILTERS["Readable"]
    exists = is_file or (only_written and parent_exists)
    return bool(filters & FILTERS["Files"]) and bool(exists) and _has_name(path.name, name_filters)


def _has_name(name: str, name_filters: tuple[str, ...]) -> bool:
    patterns = [pattern for each in name_filters for pattern in _patterns(each)]
    return not patterns or any(fnmatch.fnmatch(name.lower(), pattern.lower()) for pattern in patterns)


def _patterns(name_filter: str) -> list[str]:
    inside = re.search(r"\(([^()]*)\)\s*$", name_filter)
    return re.split(r"[\s;]+", (inside.group(1) if inside else name_filter).strip())
