"""MedSeg's arrays and grids to SimpleITK's images, and back."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError
from medseg.types import Voxels
from medseg.volume import Geometry, Volume

if TYPE_CHECKING:
    import SimpleITK as sitk


def to_sitk(source: Volume | Voxels, geometry: Geometry | None = None) -> "sitk.Image":
    """Make a SimpleITK image; voxels are copied.

    Args:
        source: A volume, or an array (k, j, i) with the grid beside it. Masks become uint8; types that ITK lacks become the
            next wider one.
        geometry: Where an array lies; None puts its first voxel at the origin, with a spacing of 1 mm.

    Returns:
        A 3D image.

    Raises:
        InputError: The array does not fit the grid.
    """
    import SimpleITK as sitk

    array = source.array if isinstance(source, Volume) else source
    grid = source.geometry if isinstance(source, Volume) else geometry
    image = sitk.GetImageFromArray(_itk_typed(array))
    if grid is not None:
        if array.shape != grid.shape:
            raise InputError(f"Expected an array of shape {grid.shape} (k, j, i), got {array.shape}.")
        image.SetOrigin(grid.origin_lps)
        image.SetSpacing(grid.spacing_ijk)
        image.SetDirection(grid.directions_lps.ravel().tolist())
    return image


def from_sitk(image: "sitk.Image") -> tuple[Voxels, Geometry]:
    """Take the voxels and the grid of a SimpleITK image; voxels are copied.

    Args:
        image: A 3D image, or a 2D one, which becomes one slice thick, 1 mm.

    Returns:
        Array (k, j, i) and its grid.

    Raises:
        InputError: More than one number a voxel, or neither two nor three dimensions.
        GeometryError: Its grid cannot stand in space.
    """
    import SimpleITK as sitk

    if image.GetNumberOfComponentsPerPixel() != 1:
        raise InputError(f"Expected one number a voxel, got {image.GetNumberOfComponentsPerPixel()}.")
    if image.GetDimension() not in (2, 3):
        raise InputError(f"Expected an image of 2 or 3 dimensions, got {image.GetDimension()}.")
    array = sitk.GetArrayFromImage(image)
    dimension = image.GetDimension()
    directions = np.eye(3)
    directions[:dimension, :dimension] = np.reshape(image.GetDirection(), (dimension, dimension))
    spacing = (*image.GetSpacing(), 1.0)[:3]
    origin = (*image.GetOrigin(), 0.0)[:3]
    array = array.reshape((1, *array.shape)[-3:])
    return array, Geometry.from_axes(array.shape, spacing, origin, directions)


def _itk_typed(array: Voxels) -> Voxels:
    """The array in a type and byte order that ITK has."""
    if array.dtype == np.bool_:
        return array.view(np.uint8)
    if array.dtype.kind == "f" and array.dtype.itemsize not in (4, 8):
        return array.astype(np.float32 if array.dtype.itemsize < 4 else np.float64)
    return array.astype(array.dtype.newbyteorder("="), copy=False)
