"""The files of a case: which they are, and whether they are still the same."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from medseg.records.cohort_case import CohortCase

HEADERS = (".mhd", ".nhdr", ".hdr", ".img")  # their voxels lie in files beside them, or their header does


def files_of(case: CohortCase) -> tuple[Path, ...]:
    """All files that a case's image and reference are made of, sorted; those that are not there are left out."""
    image = case.files or tuple(_files_at(case.image))
    reference = tuple(_files_at(case.reference)) if case.reference else ()
    return (*image, *reference)


def stamp_of(paths: Iterable[Path]) -> str:
    """Names, sizes and times of files as a hash: quick to tell, and another after they were merely touched."""
    told = hashlib.sha256()
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            told.update(f"{path}\0gone\0".encode())
            continue
        told.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return told.hexdigest()


def content_of(paths: Iterable[Path]) -> str:
    """Contents of files as a hash: the same wherever they lie and whenever they were written.

    Raises:
        OSError: One cannot be read.
    """
    told = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            told.update(hashlib.file_digest(file, "sha256").digest())
    return told.hexdigest()


def _files_at(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(Path(folder, name) for folder, _, names in os.walk(place) for name in names)
    elif place.suffix.lower() in HEADERS:
        yield from sorted(path for path in place.parent.glob(f"{place.stem}.*") if path.is_file())
    elif place.is_file():
        yield place
