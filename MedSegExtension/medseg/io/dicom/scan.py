"""Finding out what the DICOM files at a place are."""

import os
from collections.abc import Iterable
from pathlib import Path

from medseg.errors import InputError, NoImageError, ReadError
from medseg.io.dicom.dicom_object import DicomObject
from medseg.io.dicom.dicom_scan import DicomScan
from medseg.io.dicom.elements import Elements
from medseg.io.dicom.files import read_elements
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.grouping import to_series
from medseg.io.dicom.headers import to_frames
from medseg.io.dicom.kinds import other_object, sop_class_of
from medseg.io.dicom.tag import Tag
from medseg.io.dicom.unreadable import Unreadable


def scan(path: Path) -> DicomScan:
    """Read the headers of all DICOM files at a place.

    Args:
        path: A file, a folder, or a folder of folders. Links to folders are not followed.

    Raises:
        NoImageError: There is nothing at that place.
    """
    return scan_files(_files(Path(path)))


def scan_files(files: Iterable[Path]) -> DicomScan:
    """Read the headers of these files; what is no DICOM among them is counted."""
    frames: list[Frame] = []
    objects: list[DicomObject] = []
    unreadable: list[Unreadable] = []
    others = 0
    for file in files:
        found = _read(file)
        if found is None:
            others += 1
        elif isinstance(found, DicomObject):
            objects.append(found)
        elif isinstance(found, Unreadable):
            unreadable.append(found)
        else:
            frames.extend(found)
    return DicomScan(to_series(frames, unreadable), tuple(objects), tuple(unreadable), others)


def _files(path: Path) -> list[Path]:
    """All files at a place, in an order that does not depend on the disk."""
    if path.is_dir():
        return sorted((Path(folder, name) for folder, _, names in os.walk(path) for name in names), key=str)
    if not path.exists():
        raise NoImageError(f"There is no file or folder {path.name!r}. Check the path.")
    return [path]


def _read(file: Path) -> tuple[Frame, ...] | DicomObject | Unreadable | None:
    """Slices, another object, a damaged file, or None for a file that is not DICOM."""
    if not file.is_file():
        return None  # a socket, a device, a link that leads nowhere
    try:
        elements = read_elements(file)
    except InputError as error:
        return Unreadable(file, error)
    if elements is None:
        return None
    sop_class = sop_class_of(elements)
    kind = other_object(sop_class)
    if kind is not None:
        return DicomObject(file, *kind, sop_class, elements.text(Tag.SERIES_UID))
    try:
        _check_size(elements)
        return to_frames(elements)
    except InputError as error:
        return Unreadable(file, error, elements.text(Tag.SERIES_UID))


def _check_size(elements: Elements) -> None:
    """See that the file is as long as its header says, so that an image is refused before work begins."""
    place = elements.pixels
    if place is None or place.length is None or place.offset == 0:
        return
    missing = place.offset + place.length - elements.size
    if missing > 0:
        raise ReadError(
            f"{elements.path.name!r} is truncated: {missing} of {place.length} bytes of pixels are missing. Copy the file anew."
        )
