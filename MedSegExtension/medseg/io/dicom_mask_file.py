"""DICOM objects that hold masks: opening them, and finding the image that they were drawn on."""

import os
import struct
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.errors import ReadError
from medseg.io.dicom.dicom_series import DicomSeries
from medseg.io.dicom.quiet_pydicom import QuietPydicom
from medseg.io.dicom.scan import scan

if TYPE_CHECKING:
    from pydicom import Dataset, FileDataset

MAX_FILES_BESIDE = 5_000
"""How many files are searched for the image in the folder above the mask's own."""


@dataclass(frozen=True)
class References:
    """What a mask says of the image that it was drawn on; empty where it does not say.

    Attributes:
        instances: SOPInstanceUIDs of its files.
        series: SeriesInstanceUIDs.
        frame_of_reference: FrameOfReferenceUID.
    """

    instances: Collection[str] = field(default_factory=frozenset)
    series: Collection[str] = field(default_factory=frozenset)
    frame_of_reference: str = ""

    def best_of(self, candidates: Iterable[DicomSeries]) -> DicomSeries | None:
        """The series that is meant: by its files, else by its own UID, else the largest of the frame of reference."""

        def rank(series: DicomSeries) -> tuple[int, bool, bool, int]:
            return (
                len(series.instance_uids & set(self.instances)),
                series.series_uid in self.series and bool(series.series_uid),
                series.frame_of_reference_uid == self.frame_of_reference and bool(self.frame_of_reference),
                len(series.frames),
            )

        meant = [series for series in candidates if any(rank(series)[:3])]
        return max(meant, key=rank, default=None)


def load(path: Path) -> "FileDataset":
    """Read a whole DICOM object.

    Raises:
        ReadError: It is damaged or not complete.
    """
    import pydicom

    try:
        with QuietPydicom():
            dataset = pydicom.dcmread(path, force=True)
            dataset.decode()
    except (pydicom.errors.InvalidDicomError, pydicom.errors.BytesLengthException, EOFError, ValueError, TypeError, LookupError,
            AttributeError, NotImplementedError, struct.error, zlib.error, OSError) as error:  # fmt: skip
        raise ReadError(f"The DICOM object {path.name!r} is damaged or not complete. Copy it again from its source.") from error
    return dataset


def items(dataset: "Dataset", keyword: str) -> list[Any]:
    """The items of a sequence; none where it is missing or empty."""
    return list(dataset.get(keyword) or [])


def whole_number(dataset: "Dataset", keyword: str) -> int:
    """A whole number; 0 where it is missing or none."""
    try:
        return int(dataset.get(keyword) or 0)
    except (ValueError, TypeError):
        return 0


def find_series(path: Path, references: References) -> DicomSeries | None:
    """Find the image that a mask was drawn on: in the mask's folder and below, then in the folder above.

    Args:
        path: The mask's file, or a folder to search instead.
        references: What the mask says of its image.

    Returns:
        The series; None where it is not there. Its `error` says if it cannot be read.
    """
    place = path if path.is_dir() else path.resolve().parent
    found = references.best_of(scan(place).series)
    if found is not None or path.is_dir() or _has_many_files(place.parent):
        return found
    return references.best_of(scan(place.parent).series)


def _has_many_files(folder: Path) -> bool:
    count = 0
    for _, _, names in os.walk(folder):
        count += len(names)
        if count > MAX_FILES_BESIDE:
            return True
    return False
