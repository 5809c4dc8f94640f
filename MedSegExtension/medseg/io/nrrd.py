"""NRRD images: `.nrrd`, and `.nhdr` with its data beside it. Slicer's `.seg.nrrd` is in `seg_nrrd`."""

from pathlib import Path

from medseg.io.image_header import ImageHeader
from medseg.io.itk_file import array_of, header_of, matrix_of, peek_itk, read_itk, require_3d
from medseg.io.raw_image import RawImage

READER = "NrrdImageIO"
MAX_LAYERS = 1 << 16


def peek_nrrd(path: Path) -> ImageHeader:
    """Read the header alone.

    Raises:
        ReadError: As `read_nrrd`, as far as the header tells.
    """
    return header_of(peek_itk(path, READER), path, MAX_LAYERS)


def read_nrrd(path: Path) -> RawImage:
    """Read an NRRD image.

    Raises:
        ReadError: The file is damaged or not complete, or its data file is missing.
        GeometryError: A spacing of 0.
        UnsupportedFormatError: No image of single real numbers in two or three dimensions.
    """
    require_3d(peek_itk(path, READER), path)
    image = read_itk(path, READER)
    return RawImage(array_of(image), matrix_of(image))
