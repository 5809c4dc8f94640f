"""From a file to the elements that count: quickly where it is of the common kind, else by pydicom."""

import os
import struct
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from medseg.errors import ReadError
from medseg.io.dicom.elements import Elements
from medseg.io.dicom.pixel_place import PixelPlace
from medseg.io.dicom.quick import BIG_ENDIAN, DEFLATED, IMPLICIT, TooShortError, UnexpectedHeaderError, walk
from medseg.io.dicom.quiet_pydicom import QuietPydicom
from medseg.io.dicom.tag import PIXEL_TAGS, SEQUENCES, WANTED, Tag

if TYPE_CHECKING:
    from pydicom import Dataset, FileDataset

EXPLICIT = "1.2.840.10008.1.2.1"
_FIRST_BYTES = 1 << 13
_PREAMBLE, _MAGIC = 128, b"DICM"
_UNDEFINED = 0xFFFF_FFFF
HEADER_ERRORS = (EOFError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError, struct.error, zlib.error)
_PIXEL_TYPES = (b"OB", b"OW", b"OF", b"OD", b"UN")  # as the low bytes of a length they would be odd, which no length is
_FIRST_GROUPS = (b"\x08\x00", b"\x00\x08", b"\x02\x00")  # of a data set without preamble, in either byte order


def read_elements(path: Path) -> Elements | None:
    """Read what counts of a file's header.

    Args:
        path: A file of any kind.

    Returns:
        Its elements; None where it is not DICOM.

    Raises:
        ReadError: It is DICOM, and damaged; or it cannot be opened.
    """
    try:
        with path.open("rb", buffering=0) as file:
            data = file.read(_FIRST_BYTES)
            if data[_PREAMBLE : _PREAMBLE + 4] != _MAGIC:
                return _read_bare(path) if data[:2] in _FIRST_GROUPS else None
            return _read_quickly(path, file, data) or _read_with_pydicom(path)
    except OSError as error:
        raise ReadError(f"Cannot open {path.name!r}: {error.strerror or type(error).__name__}.") from error


def _read_quickly(path: Path, file: BinaryIO, data: bytes) -> Elements | None:
    """By our own walk; None where the header is not of the common kind."""
    while True:
        try:
            values, syntax, place = walk(data)
        except UnexpectedHeaderError:
            return None
        except TooShortError:
            more = file.read(7 * len(data))
            if not more:
                return None
            data += more
        else:
            return Elements(path, values, syntax, True, place, os.fstat(file.fileno()).st_size)


def _read_bare(path: Path) -> Elements | None:
    """A data set without preamble and file meta information, as old software writes it; None where it is none."""
    try:
        elements = _read_with_pydicom(path, force=True)
    except ReadError:
        return None  # a file of another kind that happens to begin alike
    names_itself = elements.text(Tag.SOP_CLASS).startswith("1.2.840.10008.")
    is_image = elements.pixels is not None and {Tag.ROWS, Tag.COLUMNS} <= elements.values.keys()
    return elements if names_itself or is_image else None


def read_dataset(path: Path, tags: Collection[int], *, force: bool = False, pixels: bool = False) -> "FileDataset":
    """Read some elements of a file by pydicom.

    Args:
        path: A DICOM file.
        tags: Of the elements.
        force: Do without the preamble and the file meta information.
        pixels: Read on to the pixels, where they are among the elements.

    Raises:
        ReadError: The header is damaged.
    """
    with path.open("rb") as file:
        return _read_open(path, file, tags, force=force, pixels=pixels)


def _read_open(path: Path, file: BinaryIO, tags: Collection[int], *, force: bool, pixels: bool) -> "FileDataset":
    import pydicom

    try:
        with QuietPydicom():
            return pydicom.dcmread(file, stop_before_pixels=not pixels, force=force, specific_tags=sorted(tags))
    except (pydicom.errors.InvalidDicomError, pydicom.errors.BytesLengthException, *HEADER_ERRORS) as error:
        raise _damaged_header(path) from error


def _damaged_header(path: Path) -> ReadError:
    return ReadError(f"The DICOM header of {path.name!r} is damaged or not complete. Copy the file anew.")


def _read_with_pydicom(path: Path, *, force: bool = False) -> Elements:
    with path.open("rb") as file:
        dataset = _read_open(path, file, WANTED, force=force, pixels=False)
        implicit, little = dataset.original_encoding
        syntax = str(dataset.file_meta.get("TransferSyntaxUID", "")) or _assumed_syntax(implicit, little)
        place = _deflated_place(path) if syntax == DEFLATED else _place_at(file, bool(little))
    try:
        values = {tag: _raw(dataset, tag) for tag in WANTED if tag in dataset}
        values |= {tag: _raw(dataset.file_meta, tag) for tag in (Tag.MEDIA_CLASS,) if tag in dataset.file_meta}
    except HEADER_ERRORS as error:
        raise _damaged_header(path) from error
    return Elements(path, values, syntax, bool(little), place, path.stat().st_size)


def _assumed_syntax(implicit: bool | None, little: bool | None) -> str:
    """What pydicom found by looking, where the file does not say."""
    if implicit:
        return IMPLICIT
    return EXPLICIT if little else BIG_ENDIAN


def _raw(dataset: "Dataset", tag: int) -> bytes:
    """The bytes of a value; none of a sequence."""
    value = getattr(dataset.get_item(tag), "value", b"")
    return value if isinstance(value, bytes) and tag not in SEQUENCES else b""


def _place_at(file: BinaryIO, little: bool) -> PixelPlace | None:
    """Where the pixels are, when the file stands at the head of their element; None where it stands elsewhere.

    Whether the element names its type is looked up: some files are encoded otherwise than their transfer syntax says.
    """
    at, order = file.tell(), "<" if little else ">"
    head = file.read(12)
    if len(head) < 12:
        return None
    group, element = struct.unpack_from(order + "HH", head)
    tag = group << 16 | element
    if tag not in PIXEL_TAGS:
        return None
    explicit = head[4:6] in _PIXEL_TYPES
    length = struct.unpack_from(order + "I", head, 8 if explicit else 4)[0]
    return PixelPlace(tag, at + (12 if explicit else 8), None if length == _UNDEFINED else length)


def _deflated_place(path: Path) -> PixelPlace | None:
    """The pixels of a data set that is deflated as a whole: it has to be inflated to know."""
    dataset = read_dataset(path, PIXEL_TAGS, pixels=True)
    for tag in PIXEL_TAGS:
        if tag in dataset:
            return PixelPlace(tag, 0, len(_raw(dataset, tag)))
    return None
