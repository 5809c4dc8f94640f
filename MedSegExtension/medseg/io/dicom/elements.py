"""The elements of one DICOM file that placing and decoding its image needs."""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from medseg.errors import ReadError
from medseg.io.dicom.pixel_place import PixelPlace
from medseg.io.dicom.tag import Tag

Raw = tuple[bytes | None, ...]
"""Values of some elements as the file has them; None where it has none. Equal ones of many files are parsed once."""


@dataclass(frozen=True, slots=True)
class Elements:
    """Raw values of the elements in `WANTED`, as one file has them.

    Attributes:
        path: The file.
        values: Bytes of each element found; empty bytes for a sequence.
        syntax: UID of the transfer syntax.
        is_little: Whether binary numbers are little endian.
        pixels: Where its pixels are; None where it has none.
        size: Bytes of the file.
    """

    path: Path
    values: dict[int, bytes]
    syntax: str
    is_little: bool
    pixels: PixelPlace | None
    size: int

    def pick(self, tags: Sequence[int]) -> Raw:
        """Raw values of some elements."""
        get = self.values.get
        return tuple([get(tag) for tag in tags])

    def text(self, tag: int) -> str:
        """A value of text; empty where there is none."""
        return to_text(self.values.get(tag))


def to_text(raw: bytes | None) -> str:
    """A value of text in ASCII or Latin-1, without padding; empty where there is none."""
    return raw.decode("latin-1").strip(" \0") if raw else ""


def to_numbers(raw: bytes | None, tag: Tag) -> tuple[float, ...] | None:
    """A value of decimal or integer strings.

    Returns:
        The numbers; None where there is no value.

    Raises:
        ReadError: It holds something else than finite numbers.
    """
    text = to_text(raw)
    if not text:
        return None
    try:
        numbers = tuple(float(part) for part in text.split("\\"))
    except ValueError as error:
        raise _bad(tag) from error
    if not all(map(math.isfinite, numbers)):
        raise _bad(tag)
    return numbers


def to_number(raw: bytes | None, tag: Tag) -> float | None:
    """The first of a value's numbers; None where there is no value."""
    numbers = to_numbers(raw, tag)
    return None if numbers is None else numbers[0]


def to_unsigned(raw: bytes | None, tag: Tag, is_little: bool) -> int | None:
    """A value of the binary type US; None where there is no value."""
    if not raw:
        return None
    if len(raw) < 2:
        raise _bad(tag)
    return int(struct.unpack_from("<H" if is_little else ">H", raw)[0])


def name_of(tag: Tag) -> str:
    """The keyword of an element, for messages."""
    from pydicom.datadict import keyword_for_tag

    return keyword_for_tag(tag.value)


def _bad(tag: Tag) -> ReadError:
    return ReadError(f"Expected numbers in {name_of(tag)}, got something else: the header is damaged. Export the image anew.")
