"""Writing files with SimpleITK: MetaImage and PNG."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import WriteError
from medseg.files.atomic import writing
from medseg.filters.itk import to_sitk
from medseg.io.itk_silence import ItkSilence
from medseg.types import Voxels
from medseg.volume import Geometry

if TYPE_CHECKING:
    import SimpleITK as sitk

log = logging.getLogger(__name__)

MAX_PNG = np.iinfo(np.uint16).max
QUICK = 2  # of 9 levels of compression: a third of the time for a tenth more bytes


def write_meta_image(array: Voxels, geometry: Geometry, path: Path) -> None:
    """Write an array (k, j, i) as MetaImage: `.mha` in one file, `.mhd` with its voxels beside it.

    Raises:
        WriteError: It could not be written.
    """
    _write(to_sitk(array, geometry), path)


def write_png(array: Voxels, geometry: Geometry, path: Path) -> None:
    """Write one slice of whole numbers as a grey PNG of 8 or 16 bits.

    The spacing is kept in its chunk sCAL; the place in the patient is not.

    Raises:
        WriteError: More than one slice, numbers that are not whole or not from 0 to 65,535, or no way to write.
    """
    if array.shape[0] != 1:
        raise WriteError(f"A PNG holds one slice, got {array.shape[0]}. Write a .nii.gz or .nrrd, or crop to one slice.")
    low, high = float(np.min(array)), float(np.max(array))
    if array.dtype.kind == "f" or low < 0 or high > MAX_PNG:
        raise WriteError(
            f"A PNG holds whole numbers from 0 to {MAX_PNG}, got {array.dtype} from {low:g} to {high:g}. "
            "Write a .nii.gz or .nrrd, or normalise the image first."
        )
    wide = array.dtype.itemsize > 1 or array.dtype.kind == "i"
    kind = np.uint16 if wide and (high > 255 or array.dtype.itemsize > 1) else np.uint8
    _write(to_sitk(array.astype(kind), geometry)[:, :, 0], path)


def write_color_png(pixels: Voxels, path: Path) -> Path:
    """Write a picture in colour.

    Args:
        pixels: Red, green and blue (rows, columns, 3), 8 bits each.
        path: Where it goes; written aside, then moved.

    Raises:
        WriteError: It could not be written.
    """
    import SimpleITK as sitk

    _write(sitk.GetImageFromArray(np.ascontiguousarray(pixels, dtype=np.uint8), isVector=True), path, QUICK)
    return path


def _write(image: "sitk.Image", path: Path, level: int = -1) -> None:
    import SimpleITK as sitk

    with writing(path) as temporary, ItkSilence():
        try:
            sitk.WriteImage(image, str(temporary), True, level)
        except RuntimeError as error:
            log.debug("ITK: %s", error)
            raise WriteError(f"Cannot write {path.name!r}: no room, or no permission. Choose another folder.") from error
