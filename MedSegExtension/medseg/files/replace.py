"""A folder that takes the place of another, whole or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medseg.errors import WriteError
from medseg.files.atomic import PREFIX, writing


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """Write a folder aside, and put it in the place of one that may be there, with all that it holds.

    Args:
        directory: Where the folder shall stand. A link there is replaced, not followed.

    Yields:
        A new folder to write into.

    Raises:
        WriteError: The place cannot be written to; the folder of before is still there.
    """
    if not directory.exists():
        with writing(directory, folder=True) as temporary:
            yield temporary
        return
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=directory.parent) as aside:
            new, old = Path(aside, "new"), Path(aside, "old")
            new.mkdir()
            yield new
            _swap(new, old, directory)
    except OSError as error:
        raise WriteError(f"Cannot overwrite {directory.name!r}: {error.strerror}. Choose another folder.") from error


def _swap(new: Path, old: Path, directory: Path) -> None:
    """Put the new folder in the place of the old one, or leave the old one there."""
    directory.rename(old)
    try:
        new.rename(directory)
    except OSError:
        old.rename(directory)
        raise
