"""Slicer's classes, from the Slicer application or from the package slicer-core, and arrays between NumPy and VTK.

Both name the classes `slicer.vtkMRML...`. Only classes are taken
from `slicer`; the scene, the logics and the nodes come as arguments.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from medseg.optional import require
from medseg.types import Floats

slicer = require("slicer", "render")
_support = require("vtkmodules.util.numpy_support", "render")  # named in full: `vtk.util` is not loaded by itself in every Slicer
_math = require("vtkmodules.vtkCommonMath", "render")
_data = require("vtkmodules.vtkCommonDataModel", "render")

if TYPE_CHECKING:
    from slicer import vtkOrientedImageData
    from vtkmodules.vtkCommonCore import vtkDataArray
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkCommonMath import vtkMatrix4x4


def to_matrix(matrix: ArrayLike) -> "vtkMatrix4x4":
    """A VTK matrix from an array (4, 4)."""
    result: vtkMatrix4x4 = _math.vtkMatrix4x4()
    result.DeepCopy(np.asarray(matrix, dtype=np.float64).ravel().tolist())
    return result


def from_matrix(matrix: "vtkMatrix4x4") -> Floats:
    """An array (4, 4) from a VTK matrix."""
    return np.array([[matrix.GetElement(row, column) for column in range(4)] for row in range(4)])


def to_data_array(array: NDArray[Any], *, copy: bool = True) -> "vtkDataArray":
    """A VTK array with these numbers, in scan order: the last axis runs fastest, as i does in an image.

    Args:
        array: The numbers.
        copy: Copy them. Without, the VTK array may use their memory, and keeps it: nobody else may write to it.
    """
    native = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))
    result: vtkDataArray = _support.numpy_to_vtk(native.ravel(), deep=copy)
    return result


def to_image(array: NDArray[Any]) -> "vtkImageData":
    """A VTK image with a copy of the voxels (k, j, i), without origin and spacing: a volume node has them itself."""
    image: vtkImageData = _data.vtkImageData()
    _fill(image, array)
    return image


def to_oriented_image(array: NDArray[Any], ijk_to_world: ArrayLike, *, copy: bool = True) -> "vtkOrientedImageData":
    """Slicer's image that knows its place, with a copy of the voxels (k, j, i), or with their own memory."""
    image = slicer.vtkOrientedImageData()
    _fill(image, array, copy=copy)
    image.SetGeometryFromImageToWorldMatrix(to_matrix(ijk_to_world))
    return image


def _fill(image: "vtkImageData", array: NDArray[Any], *, copy: bool = True) -> None:
    depth, height, width = array.shape
    image.SetDimensions(width, height, depth)
    image.GetPointData().SetScalars(to_data_array(array, copy=copy))


def from_image(image: "vtkImageData") -> NDArray[Any]:
    """The voxels of a VTK image as an array (k, j, i) or, with several components, (k, j, i, component); memory is shared."""
    width, height, depth = image.GetDimensions()
    scalars = image.GetPointData().GetScalars()
    components = () if scalars.GetNumberOfComponents() == 1 else (scalars.GetNumberOfComponents(),)
    array: NDArray[Any] = _support.vtk_to_numpy(scalars)
    return array.reshape(depth, height, width, *components)


def has_voxels(image: "vtkImageData | None") -> bool:
    """Whether a VTK image holds any."""
    return image is not None and min(image.GetDimensions()) > 0 and image.GetPointData().GetScalars() is not None
