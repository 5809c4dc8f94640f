"""MetaImage: `.mha`, and `.mhd` with its data beside it."""

import math
from pathlib import Path

from medseg.errors import ReadError
from medseg.io.image_header import ImageHeader
from medseg.io.itk_file import array_of, header_of, matrix_of, peek_itk, read_itk, require_3d
from medseg.io.raw_image import RawImage
from medseg.io.refusals import damaged

READER = "MetaImageIO"
MAX_HEADER_BYTES = 1 << 20
ELEMENT_BYTES = {
    "CHAR": 1, "UCHAR": 1, "SHORT": 2, "USHORT": 2, "INT": 4, "UINT": 4, "LONG": 4, "ULONG": 4,
    "LONG_LONG": 8, "ULONG_LONG": 8, "FLOAT": 4, "DOUBLE": 8,
}  # fmt: skip


def peek_meta_image(path: Path) -> ImageHeader:
    """Read the header alone.

    Raises:
        ReadError: As `read_meta_image`, as far as the header tells.
    """
    _require_whole(path)
    return header_of(peek_itk(path, READER), path)


def read_meta_image(path: Path) -> RawImage:
    """Read a MetaImage.

    Raises:
        ReadError: The file is damaged or not complete, or its data file is missing.
        UnsupportedFormatError: No image of single real numbers in two or three dimensions.
    """
    _require_whole(path)
    require_3d(peek_itk(path, READER), path)
    image = read_itk(path, READER)
    return RawImage(array_of(image), matrix_of(image))


def _require_whole(path: Path) -> None:
    """Find what is missing before MetaIO does, which writes its complaints to standard error."""
    fields, header_bytes = _fields(path)
    try:
        sizes = [int(size) for size in fields["DimSize"].split()]
        voxel = ELEMENT_BYTES[fields["ElementType"].removeprefix("MET_").removesuffix("_ARRAY")]
        channels = int(fields.get("ElementNumberOfChannels", "1"))
        packed = int(fields.get("CompressedDataSize", "0"))
        data = fields["ElementDataFile"]
        dimensions = int(fields.get("NDims", len(sizes)))
    except (KeyError, ValueError) as error:
        raise damaged(path) from error
    if min(sizes, default=0) < 1 or len(sizes) != dimensions:
        raise damaged(path)
    if data.upper().startswith("LIST") or "%" in data or fields.get("BinaryData", "True").lower() == "false":
        return
    local = data.upper() == "LOCAL"
    source = path if local else path.parent / data
    if not source.is_file():
        raise ReadError(f"{path.name!r} names {Path(data).name!r} as its data file, which is not beside it. Copy both.")
    zipped = fields.get("CompressedData", "False").lower() == "true"
    needed = packed if zipped else math.prod(sizes) * voxel * channels
    if source.stat().st_size - (header_bytes if local else 0) < needed:
        raise damaged(path)


def _fields(path: Path) -> tuple[dict[str, str], int]:
    """The header's fields, and its length in bytes; the data file is its last field."""
    fields: dict[str, str] = {}
    with path.open("rb") as file:
        while file.tell() < MAX_HEADER_BYTES and (line := file.readline(MAX_HEADER_BYTES)):
            key, _, value = line.decode("latin-1").partition("=")
            fields[key.strip()] = value.strip()
            if key.strip() == "ElementDataFile":
                break
        return fields, file.tell()
