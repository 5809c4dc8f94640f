"""TIFF pictures; pages are slices."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

from medseg.errors import UnsupportedFormatError
from medseg.io.itk_file import array_of, matrix_of, read_itk
from medseg.io.picture import to_raw_image
from medseg.io.raw_image import RawImage
from medseg.io.refusals import damaged, no_real_numbers
from medseg.types import Voxels

READER = "TIFFImageIO"
MAX_PAGES = 100_000
KINDS = {1: "B", 3: "H", 4: "I", 16: "Q"}
"""The types of the numbers that are read here: 8, 16, 32 and 64 bits, unsigned."""

WIDTH, HEIGHT, BITS, PHOTOMETRIC, SAMPLES = 256, 257, 258, 262, 277
OFFSETS, COUNTS = (273, 324), (279, 325)
MIN_IS_WHITE, MIN_IS_BLACK, RGB, PALETTE, YCBCR = 0, 1, 2, 3, 6

Tags = dict[int, tuple[int, ...]]
"""The whole numbers of each tag of one page."""


def read_tiff(path: Path) -> RawImage:
    """Read a TIFF of 8 or 16 bits or of 32-bit floats, grey or in colour; its pages are slices.

    Raises:
        ReadError: The file is damaged or not complete.
        UnsupportedFormatError: Pages of different sizes, or voxels that ITK would not give back as they are.
    """
    with path.open("rb") as file:
        pages = list(_pages(file, path))
        _require_whole(pages, file, path)
    _require_one_kind(pages, path)
    image = read_itk(path, READER)
    array = array_of(image)
    _require_exact(array, pages[0], path)
    if array.ndim == 3 and pages[0].get(PHOTOMETRIC) == (MIN_IS_WHITE,):
        array = _inverted(array)
    return to_raw_image(array, matrix_of(image), path, trust_spacing=False)


def _inverted(array: Voxels) -> Voxels:
    """Turn white is zero into black is zero, which ITK does for colours only."""
    return np.invert(array) if array.dtype.kind == "u" else np.negative(array)


def _pages(file: IO[bytes], path: Path) -> Iterator[Tags]:
    """Read the tags of each page, of classic and of big TIFF."""
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack(order + "H", head[2:4])[0] == 43
    word, count_kind, entry_size = ("Q", "Q", 20) if big else ("I", "H", 12)
    try:
        (place,) = struct.unpack_from(order + word, head, 8 if big else 4)
        for _ in range(MAX_PAGES):
            file.seek(place)
            (count,) = _unpack(file, order + count_kind)
            entries = file.read(count * entry_size)
            (following,) = _unpack(file, order + word)
            yield dict(_tags(file, entries, order, word))
            if not following:
                return
            place = following
    except (struct.error, OverflowError, OSError, MemoryError) as error:
        raise damaged(path) from error
    raise damaged(path)


def _tags(file: IO[bytes], entries: bytes, order: str, word: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The tags of a page that hold whole numbers; long ones stand elsewhere in the file."""
    inline = struct.calcsize(word)
    for place in range(0, len(entries), 4 + 2 * inline):
        tag, kind, count = struct.unpack_from(f"{order}HH{word}", entries, place)
        if kind not in KINDS:
            continue
        form = f"{order}{count}{KINDS[kind]}"
        if struct.calcsize(form) <= inline:
            yield tag, struct.unpack_from(form, entries, place + 4 + inline)
        else:
            file.seek(struct.unpack_from(order + word, entries, place + 4 + inline)[0])
            yield tag, _unpack(file, form)


def _unpack(file: IO[bytes], form: str) -> tuple[int, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _require_whole(pages: list[Tags], file: IO[bytes], path: Path) -> None:
    """Find strips and tiles that lie behind the end of the file."""
    length = file.seek(0, 2)
    for tags in pages:
        offsets = next((tags[tag] for tag in OFFSETS if tag in tags), ())
        counts = next((tags[tag] for tag in COUNTS if tag in tags), (0,) * len(offsets))
        if not offsets or WIDTH not in tags or HEIGHT not in tags:
            raise damaged(path)
        if any(start + size > length for start, size in zip(offsets, counts, strict=False)):
            raise damaged(path)


def _require_one_kind(pages: list[Tags], path: Path) -> None:
    sizes = {(tags[WIDTH][0], tags[HEIGHT][0]) for tags in pages}
    if len(sizes) > 1:
        raise UnsupportedFormatError(
            f"Expected pages of one size in {path.name!r}, got {len(sizes)} sizes. "
            "Write the page that you want as an image of its own."
        )
    kinds = {tags.get(PHOTOMETRIC, (MIN_IS_BLACK,))[0] for tags in pages}
    if not kinds <= {MIN_IS_WHITE, MIN_IS_BLACK, RGB, PALETTE, YCBCR}:
        raise no_real_numbers(path, "colours as for printing")
    if max(bits for tags in pages for bits in tags.get(BITS, (1,))) > 32:
        raise UnsupportedFormatError(f"Expected up to 32 bits a voxel in the TIFF {path.name!r}, got more. Save it with 32.")


def _require_exact(array: Voxels, page: Tags, path: Path) -> None:
    """Refuse what ITK gives back in 8-bit colours because it does not read its layout: tiles or planes of more bits."""
    samples, bits = page.get(SAMPLES, (1,))[0], max(page.get(BITS, (1,)))
    if array.dtype.itemsize * 8 < bits or (array.ndim == 4 and samples < 3 and bits > 8):
        raise UnsupportedFormatError(
            f"Expected the TIFF {path.name!r} in strips, got tiles of {bits} bits. Save it uncompressed."
        )
