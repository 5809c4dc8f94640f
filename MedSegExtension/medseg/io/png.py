"""PNG pictures."""

import struct
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from medseg.io.itk_file import array_of, matrix_of, read_itk
from medseg.io.picture import to_raw_image
from medseg.io.raw_image import RawImage
from medseg.io.refusals import damaged
from medseg.types import Floats, Voxels

READER = "PNGImageIO"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, PALETTE, GREY_ALPHA, COLOR_ALPHA = 0, 3, 4, 6
KEPT = (b"IHDR", b"sCAL", b"IDAT", b"IEND")

Chunk = tuple[bytes, bytes]
"""Name and content."""


def read_png(path: Path) -> RawImage:
    """Read a PNG of 1 to 16 bits: grey, colour or palette, with or without alpha.

    The spacing is taken from the chunk sCAL as MedSeg and ITK write it, in mm; pHYs is a matter of printing. Of a picture
    with a palette the indices are kept beside the grey values: in masks they are the labels.

    Raises:
        ReadError: The file is damaged or not complete.
    """
    chunks = list(_chunks(path))
    depth, color = chunks[0][1][8:10]
    if color == PALETTE:
        return _with_palette(chunks, depth, path)
    array, matrix = _grey_alpha(chunks, depth) if color == GREY_ALPHA else _unpack(chunks, depth, color)
    return to_raw_image(array, matrix, path, trust_spacing=True)


def _chunks(path: Path) -> Iterator[Chunk]:
    """The chunks, checked to be whole and to begin and end as they must."""
    data = path.read_bytes()
    place, name = len(SIGNATURE), b""
    while name != b"IEND":
        if len(data) < place + 12:
            raise damaged(path)
        size, name = struct.unpack_from(">I4s", data, place)
        content, checksum = data[place + 8 : place + 8 + size], data[place + 8 + size : place + 12 + size]
        if checksum != zlib.crc32(name + content).to_bytes(4, "big"):
            raise damaged(path)
        if (place == len(SIGNATURE)) != (name == b"IHDR" and size == 13):
            raise damaged(path)
        yield name, content
        place += 12 + size


def _grey_alpha(chunks: list[Chunk], depth: int) -> tuple[Voxels, Floats]:
    """Read grey with alpha, which SimpleITK does not read.

    Two samples of 8 bits lie in a file as one of 16 does, two of 16 as four of 8 do: declared as such, ITK unpacks them.

    Returns:
        Array (k, j, i, 2) of grey and alpha, and the matrix.
    """
    if depth == 8:
        both, matrix = _unpack(chunks, 16, GREY)
        return np.stack([both >> 8, both & 0xFF], axis=-1).astype(np.uint8), matrix
    four, matrix = _unpack(chunks, 8, COLOR_ALPHA)
    wide = four.astype(np.uint16)
    return np.stack([wide[..., 0] << 8 | wide[..., 1], wide[..., 2] << 8 | wide[..., 3]], axis=-1), matrix


def _with_palette(chunks: list[Chunk], depth: int, path: Path) -> RawImage:
    """Read the indices into the palette: declared grey, ITK leaves them alone, but stretches those below 8 bits."""
    stretched, matrix = _unpack(chunks, depth, GREY)
    indices = np.floor_divide(stretched, 255 // (2**depth - 1), dtype=np.uint8)
    colors = np.frombuffer(dict(chunks).get(b"PLTE", b"")[: 3 * 256], np.uint8)
    if colors.size % 3 or colors.size // 3 <= int(indices.max()):
        raise damaged(path)
    return replace(to_raw_image(colors.reshape(-1, 3)[indices], matrix, path, trust_spacing=True), palette=indices)


def _unpack(chunks: list[Chunk], depth: int, color: int) -> tuple[Voxels, Floats]:
    """Let ITK unpack the pixels as samples of a given depth and kind.

    It is given the chunks that it needs and no others: about others, such as colour profiles, libpng writes to standard error.
    """
    header = chunks[0][1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "picture.png")
        with path.open("wb") as file:
            file.write(SIGNATURE)
            for name, content in [(b"IHDR", header[:8] + bytes((depth, color)) + header[10:]), *chunks[1:]]:
                if name in KEPT:
                    file.write(struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content)))
        image = read_itk(path, READER)
        return array_of(image), matrix_of(image)
