"""JPEG pictures."""

from collections.abc import Iterator
from pathlib import Path

from medseg.errors import UnsupportedFormatError
from medseg.io.itk_file import array_of, matrix_of, read_itk
from medseg.io.picture import to_raw_image
from medseg.io.raw_image import RawImage
from medseg.io.refusals import damaged

READER = "JPEGImageIO"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, 0xD9


def read_jpeg(path: Path) -> RawImage:
    """Read a JPEG of 8 bits, grey or in colour.

    Raises:
        ReadError: The file is damaged or not complete.
        UnsupportedFormatError: Twelve bits, or four colours as for printing.
    """
    _require_whole(path)
    image = read_itk(path, READER)
    return to_raw_image(array_of(image), matrix_of(image), path, trust_spacing=False)


def _require_whole(path: Path) -> None:
    """Find what is missing: ITK fills the rest of a truncated picture with grey, and prints to standard output."""
    seen = set()
    for marker, content in _segments(path.read_bytes()):
        seen.add(marker)
        if marker in FRAMES and len(content) > 5 and (content[0] != 8 or content[5] not in (1, 3)):
            raise UnsupportedFormatError(
                f"Expected a JPEG of 8 bits, grey or RGB, in {path.name!r}, got {content[0]} bits and {content[5]} components."
            )
    if END not in seen or SCAN not in seen or not seen & FRAMES:
        raise damaged(path)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each segment up to the end marker, as far as the file reaches."""
    place = 2
    while place + 2 <= len(data):
        if data[place] != 0xFF:
            return
        marker = data[place + 1]
        if marker == 0xFF:  # padding before a marker
            place += 1
            continue
        size = 0 if marker == END else int.from_bytes(data[place + 2 : place + 4], "big")
        if place + 2 + size > len(data) or (marker != END and size < 2):
            return
        yield marker, data[place + 4 : place + 2 + size]
        if marker == END:
            return
        place = _after_scan(data, place + 2 + size) if marker == SCAN else place + 2 + size


def _after_scan(data: bytes, place: int) -> int:
    """Where the coded pixels end: at a marker that is neither a stuffed zero nor a restart."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] not in (0, 0xFF, *range(0xD0, 0xD8)):
            return place
        place += 2 if data[place + 1] != 0xFF else 1
    return len(data)
