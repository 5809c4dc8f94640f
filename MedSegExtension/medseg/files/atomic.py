"""Files and folders that appear whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medseg.errors import WriteError

PREFIX = ".medseg-"


@contextmanager
def writing(path: str | Path, *, folder: bool = False) -> Iterator[Path]:
    """Write a file or a folder aside, and move it to its place at the end.

    The temporary path has the same name as the final one, in a hidden folder beside it: writers that pick the format by
    the extension do so, and a header that names its data file (.mhd) names it right. Whatever else stands in that hidden
    folder at the end is moved along. Missing parent folders are made. On any failure all of it is removed.

    Args:
        path: Where the file or folder shall stand. A file that is there is replaced; a link keeps pointing where it does.
        folder: Make a folder; one that is there must be empty.

    Yields:
        The path to write to. Of a folder it exists; of a file it does not.

    Raises:
        WriteError: The place cannot be written to, is of the other kind, or nothing was written.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as place, writing(Path(place, "out", "scores.csv")) as temporary:
        ...     _ = temporary.write_text("dice")
    """
    final = Path(path).resolve()
    made: list[Path] = []
    try:
        _check_place(final, folder)
        made = _make_parents(final.parent)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=final.parent) as place:
            temporary = Path(place, final.name)
            if folder:
                temporary.mkdir()
            yield temporary
            _move(temporary, final)
    except OSError as error:
        _remove_empty(made)
        raise WriteError(f"Cannot write {final.name!r}: {_reason(error)}. Choose a folder that can be written to.") from error
    except BaseException:
        _remove_empty(made)
        raise


def _check_place(final: Path, folder: bool) -> None:
    """Refuse what could not be moved to its place at the end."""
    if not folder and final.is_dir():
        raise WriteError(f"Cannot write {final.name!r}: expected the path of a file, got a folder. Add a file name.")
    if folder and final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise WriteError(f"Cannot write into {final.name!r}: expected a new or empty folder, got one that holds something.")


def _make_parents(parent: Path) -> list[Path]:
    """Make what is missing of a folder's path; returns what was made, innermost first."""
    missing = [path for path in (parent, *parent.parents) if not path.exists()]
    parent.mkdir(parents=True, exist_ok=True)
    return missing


def _move(temporary: Path, final: Path) -> None:
    """Move all that was written; the file that was asked for last, so that whoever sees it finds the rest."""
    if not temporary.exists():
        raise WriteError(f"Cannot write {final.name!r}: nothing was written.")
    for beside in temporary.parent.iterdir():
        if beside != temporary:
            beside.replace(final.parent / beside.name)
    if temporary.is_dir() and final.is_dir():
        final.rmdir()  # Windows moves no folder onto another, not even an empty one
    temporary.replace(final)


def _remove_empty(folders: list[Path]) -> None:
    for made in folders:
        if made.is_dir() and not any(made.iterdir()):
            shutil.rmtree(made, ignore_errors=True)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
