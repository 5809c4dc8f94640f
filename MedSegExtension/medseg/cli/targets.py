"""Where results go, checked before any work starts."""

import os
from pathlib import Path

from medseg.cli.json_option import STDOUT
from medseg.errors import ParameterError
from medseg.io.formats import suffix_of
from medseg.io.writer import SEGMENTATION_SUFFIXES, VOLUME_SUFFIXES

SUFFIXES = {
    "segmentation": SEGMENTATION_SUFFIXES,
    "image": VOLUME_SUFFIXES,
    "picture": (".png", ".jpg", ".jpeg"),
    "contact sheet or animation": (".png", ".jpg", ".jpeg", ".gif"),
    "json": (".json",),
    "csv": (".csv",),
    "page": (".html", ".htm"),
}


def check_target(path: Path | None, kind: str, *inputs: Path | None) -> Path | None:
    """Check that a result can be written to a path, and that it overwrites nothing that is read.

    Args:
        path: Where the result goes; None and `-` pass.
        kind: What is written: a key of `SUFFIXES`.
        inputs: What is read.

    Returns:
        The path.

    Raises:
        ParameterError: The extension does not suit, a folder stands there, the place cannot be written to, or it is an input.
    """
    if path is None or path == STDOUT:
        return path
    _check_suffix(path, kind)
    if path.is_dir():
        raise ParameterError(f"Expected the path of a file for the {kind}, got the folder {str(path)!r}: add a file name.")
    _check_parent(path)
    for given in inputs:
        if given is not None and _is_same(path, given):
            raise ParameterError(f"Expected another path for the {kind} than that of an input, got {str(path)!r} for both.")
    return path


def check_folder(path: Path, *inputs: Path | None) -> Path:
    """Check that results can be written into a folder, there or yet to be made, and that it is none that is read.

    Raises:
        ParameterError: A file stands there, it cannot be written to, or it is an input.
    """
    if path.exists() and not path.is_dir():
        raise ParameterError(f"Expected a folder for the results, got the file {str(path)!r}.")
    _check_parent(path / "result")
    if any(given is not None and _is_same(path, given) for given in inputs):
        raise ParameterError(f"Expected another folder for the results than that of the image, got {str(path)!r} for both.")
    return path


def _check_suffix(path: Path, kind: str) -> None:
    suffix = suffix_of(path)
    if suffix not in SUFFIXES[kind] or path.name.lower() == suffix:
        raise ParameterError(f"Expected a name for the {kind} that ends with {_listed(SUFFIXES[kind])}, got {path.name!r}.")


def _check_parent(path: Path) -> None:
    """The nearest folder that is there must be one, and writable; what lies between is made."""
    parent = next(folder for folder in path.absolute().parents if folder.exists())
    if not parent.is_dir():
        raise ParameterError(f"Expected a folder to write {path.name!r} into, got the file {str(parent)!r}.")
    if not os.access(parent, os.W_OK):
        raise ParameterError(f"Expected a folder that can be written to, got {str(parent)!r}: choose another, or its rights.")


def _is_same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def _listed(suffixes: tuple[str, ...]) -> str:
    return " or ".join([", ".join(suffixes[:-1]), suffixes[-1]]) if len(suffixes) > 1 else suffixes[0]
