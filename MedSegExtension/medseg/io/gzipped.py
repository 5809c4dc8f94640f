"""Reading files that may be gzipped, and gzipping what is written; isal does both three times as fast where it is installed."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np

from medseg.errors import NoImageError, ReadError
from medseg.io.refusals import damaged
from medseg.optional import is_accelerated, require
from medseg.types import Voxels

GZIP_MAGIC = b"\x1f\x8b"
ZLIB_LEVEL, ISAL_LEVEL = 1, 2


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], bool]]:
    """Open a file for reading, unpacked where it is gzipped.

    Args:
        path: The file; its content says whether it is gzipped.

    Yields:
        The file, and whether it is gzipped.

    Raises:
        NoImageError: There is no such file.
        ReadError: It cannot be opened, or it turned out damaged or not complete (EOFError) while it was read.
    """
    try:
        with path.open("rb") as plain:
            zipped = plain.read(2) == GZIP_MAGIC
            plain.seek(0)
            if not zipped:
                yield plain, False
                return
            with _unpacked(plain) as file:
                yield file, True
    except FileNotFoundError as error:
        raise NoImageError(f"Expected an image at {path.name!r}, got nothing: there is no such file or folder.") from error
    except _damage() as error:
        raise damaged(path) from error
    except OSError as error:
        raise ReadError(f"Cannot read {path.name!r}: {error.strerror or type(error).__name__}.") from error


def fill(file: IO[bytes], array: Voxels) -> None:
    """Fill a contiguous array with the next bytes of a file.

    Raises:
        EOFError: The file ends too soon.
    """
    view, done = array.view(np.uint8).reshape(-1), 0
    while done < view.size:
        got = file.readinto(view[done:])  # type: ignore[attr-defined]
        if not got:
            raise EOFError
        done += got


@contextmanager
def packing(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Gzip what is written into a file that stands open for writing; no name and no time go in.

    The lowest level: masks pack nearly as well as at higher ones, several times as fast.
    """
    if is_accelerated("isal"):
        packed = require("isal.igzip", "fast").IGzipFile(filename="", fileobj=file, mode="wb", compresslevel=ISAL_LEVEL, mtime=0)
    else:
        packed = gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=ZLIB_LEVEL, mtime=0)
    with packed:
        yield packed


def _unpacked(plain: IO[bytes]) -> Any:
    if is_accelerated("isal"):
        return require("isal.igzip", "fast").open(plain)
    return gzip.open(plain)


def _damage() -> tuple[type[Exception], ...]:
    """What the readers raise for a file that is damaged or not complete."""
    errors: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
    if is_accelerated("isal"):
        errors += (require("isal.isal_zlib", "fast").error,)
    return errors
