"""The files of a method's result on a case."""

from collections.abc import Mapping
from pathlib import Path

from medseg.report import case_folder, file_word

SEGMENTATION, PICTURE = ".seg.nrrd", ".png"


def segmentation_file(folder: Path, case: str, method: str) -> Path:
    """Where the segmentation of a method on a case stands, beside its picture."""
    return case_folder(folder, case) / (file_word(method) + SEGMENTATION)


def result_files(folder: Path, case: str, method: str) -> tuple[Path, Path]:
    """Segmentation and picture of a method on a case, whether they are there or not."""
    path = segmentation_file(folder, case, method)
    return path, path.with_name(file_word(method) + PICTURE)


def are_there(folder: Path, case: str, files: Mapping[str, int]) -> bool:
    """Whether files of a result, told by name and size in bytes, are still there."""
    place = case_folder(folder, case)
    return all(_size(place / name) == size for name, size in files.items())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
