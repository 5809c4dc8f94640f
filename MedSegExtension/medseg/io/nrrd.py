"""NRRD images: `.nrrd`, and `.nhdr` with its data beside it. Slicer's `.seg.nrrd` is in `seg_nrrd`."""

from pathlib import Path

from medseg.io.image_header import ImageHeader
from medseg.io.itk_file import array_of, header_of, matrix_of, peek_itk, read_itk, require_3d
from medseg.io.raw_image import RawImage
from medseg.io.refusals import too_many_dimensions

READER = "NrrdImageIO"
MAX_LAYERS = 1 << 16
SEGMENT_KEY = "Segment0_ID"  # what makes it a segmentation of Slicer
MAX_LINE_BYTES = 1 << 16
AXES = ("domain", "space", "time")


def peek_nrrd(path: Path) -> ImageHeader:
    """Read the header alone.

    Raises:
        ReadError: As `read_nrrd`, as far as the header tells.
    """
    _require_3d_axes(path)
    opened = peek_itk(path, READER)
    return header_of(opened, path, MAX_LAYERS if SEGMENT_KEY in opened.GetMetaDataKeys() else 1)


def read_nrrd(path: Path) -> RawImage:
    """Read an NRRD image.

    Raises:
        ReadError: The file is damaged or not complete, or its data file is missing.
        GeometryError: A spacing of 0.
        UnsupportedFormatError: No image of single real numbers in two or three dimensions.
    """
    _require_3d_axes(path)
    require_3d(peek_itk(path, READER), path)
    image = read_itk(path, READER)
    return RawImage(array_of(image), matrix_of(image))


def _require_3d_axes(path: Path) -> None:
    """Find a fourth axis in space or time by its kind: ITK says nothing clear about it."""
    fields: dict[str, list[str]] = {}
    with path.open("rb") as file:
        for line in iter(lambda: file.readline(MAX_LINE_BYTES), b""):
            if not line.strip():
                break
            key, _, value = line.decode("latin-1").partition(":")
            fields.setdefault(key.strip().lower(), value.split())
    kinds = fields.get("kinds", [])
    sizes = fields.get("sizes", [])
    if sum(kind.lower() in AXES for kind in kinds) > 3 and all(size.isdecimal() for size in sizes):
        raise too_many_dimensions(path, [int(size) for size in sizes])
