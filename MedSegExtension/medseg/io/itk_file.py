"""Files that SimpleITK reads: one way in, with one clear error and nothing on the terminal."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import GeometryError
from medseg.io.image_header import ImageHeader
from medseg.io.itk_silence import ItkSilence
from medseg.io.refusals import damaged, no_real_numbers, too_many_dimensions
from medseg.types import Floats, Voxels

if TYPE_CHECKING:
    import SimpleITK as sitk

log = logging.getLogger(__name__)


def read_itk(path: Path, reader: str) -> "sitk.Image":
    """Read a file with SimpleITK.

    Args:
        path: The file.
        reader: Name of ITK's reader, such as `NrrdImageIO`; the file's name does not count.

    Raises:
        ReadError: The file is damaged or not complete.
        GeometryError: Its spacing is nothing that ITK takes, such as 0.
    """
    with ItkSilence(), _explained(path):
        return _reader(path, reader).Execute()


def peek_itk(path: Path, reader: str) -> "sitk.ImageFileReader":
    """Read a file's header with SimpleITK; sizes, spacing and fields are asked of what is returned.

    Raises:
        ReadError: The file is damaged or not complete.
        GeometryError: Its spacing is nothing that ITK takes, such as 0.
    """
    with ItkSilence(), _explained(path):
        opened = _reader(path, reader)
        opened.ReadImageInformation()
        return opened


def require_3d(opened: "sitk.ImageFileReader", path: Path, most_components: int = 1) -> None:
    """Refuse by its header what is no image of single real numbers in two or three dimensions.

    Raises:
        UnsupportedFormatError: It is not.
    """
    import SimpleITK as sitk

    sizes = list(opened.GetSize())
    while len(sizes) > 3 and sizes[-1] == 1:
        sizes.pop()
    if len(sizes) not in (2, 3):
        raise too_many_dimensions(path, sizes)
    kind = sitk.GetPixelIDValueAsString(opened.GetPixelID())
    if "complex" in kind or opened.GetNumberOfComponents() > most_components:
        raise no_real_numbers(path, f"{opened.GetNumberOfComponents()} of type {kind}")


def header_of(opened: "sitk.ImageFileReader", path: Path, most_components: int = 1) -> ImageHeader:
    """What a header tells, once `require_3d` lets it pass.

    Raises:
        UnsupportedFormatError: It is no image of single real numbers in two or three dimensions.
    """
    require_3d(opened, path, most_components)
    i, j, k = (*opened.GetSize(), 1)[:3]
    return ImageHeader((i, j, k), matrix_of(opened))


def matrix_of(image: "sitk.Image | sitk.ImageFileReader") -> Floats:
    """The matrix (4, 4) from voxel indices to LPS of an image of two, three or more dimensions; its axes may be sheared."""
    count = image.GetDimension()
    used = min(count, 3)
    matrix = np.eye(4)
    directions = np.reshape(image.GetDirection(), (count, count))[:used, :used]
    matrix[:used, :used] = directions * np.asarray(image.GetSpacing()[:used])
    matrix[:used, 3] = image.GetOrigin()[:used]
    return matrix


def array_of(image: "sitk.Image") -> Voxels:
    """The voxels (k, j, i), or (k, j, i, component) where a voxel has several; copied."""
    import SimpleITK as sitk

    array: Voxels = sitk.GetArrayFromImage(image)
    components = array.shape[-1:] if image.GetNumberOfComponentsPerPixel() > 1 else ()
    j, i = image.GetSize()[1::-1]
    return array.reshape((-1, j, i, *components))


def _reader(path: Path, reader: str) -> "sitk.ImageFileReader":
    import SimpleITK as sitk

    opened = sitk.ImageFileReader()
    opened.SetImageIO(reader)
    opened.SetFileName(str(path))
    return opened


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn ITK's exceptions into ours; their text may hold parts of the file, so it goes to the log at debug level only."""
    try:
        yield
    except RuntimeError as error:
        log.debug("ITK: %s", error)
        if "spacing" in str(error).lower():
            raise GeometryError(
                f"Expected a spacing above 0 mm in {path.name!r}, got 0 or none. Correct the spacing in the file's header."
            ) from error
        raise damaged(path) from error
