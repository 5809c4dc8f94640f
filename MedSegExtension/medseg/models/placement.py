"""Where the slices of an image went in a network's pictures, for the way back."""

from dataclasses import dataclass

import numpy as np

from medseg.models.sheet import Sheet, Size
from medseg.types import Voxels
from medseg.volume import Geometry
from medseg.volume.axial_frame import AxialFrame

# axes of an array (head, back, left), and which of them is turned round so that the head or the front is on top
PLANES = {"axial": ((0, 1, 2), ()), "coronal": ((1, 0, 2), (1,)), "sagittal": ((2, 0, 1), (1,))}


@dataclass(frozen=True, eq=False)
class Placement:
    """The way from an image's voxels to a network's pictures and back.

    Attributes:
        geometry: The image's grid as it is stored.
        plane: How the slices lie: `axial`, `coronal` or `sagittal`.
        tile: Rows and columns of each picture.
        sheets: The slices that were taken; others held nothing of the region.
    """

    geometry: Geometry
    plane: str
    tile: Size
    sheets: tuple[Sheet, ...]

    def to_slices(self, array: Voxels) -> Voxels:
        """A view of an array (k, j, i) on the stored grid as (slice, row, column)."""
        return to_slices(array, self.geometry, self.plane)

    def from_slices(self, array: Voxels) -> Voxels:
        """An array (slice, row, column), brought back to the stored axes (k, j, i) and contiguous."""
        return from_slices(array, self.geometry, self.plane)


def to_slices(array: Voxels, geometry: Geometry, plane: str) -> Voxels:
    """A view of an array (k, j, i) as (slice, row, column), with the patient's head or, axial, front on top."""
    if lies_flat(geometry):
        return array
    order, flips = PLANES[plane]
    return np.flip(AxialFrame(geometry).to_axial(array).transpose(order), flips)


def from_slices(array: Voxels, geometry: Geometry, plane: str) -> Voxels:
    """An array (slice, row, column), brought back to the stored axes (k, j, i) of a grid and contiguous."""
    if lies_flat(geometry):
        return np.ascontiguousarray(array)
    order, flips = PLANES[plane]
    return AxialFrame(geometry).from_axial(np.flip(array, flips).transpose(np.argsort(order)))


def slice_spacing(geometry: Geometry, plane: str) -> tuple[float, float, float]:
    """Millimetres between slices, rows and columns."""
    if lies_flat(geometry):
        return geometry.spacing_mm
    head_back_left = AxialFrame(geometry).spacing_mm
    slices, rows, columns = (head_back_left[axis] for axis in PLANES[plane][0])
    return slices, rows, columns


def lies_flat(geometry: Geometry) -> bool:
    """Whether a single slice is to be looked at as it is stored, because its place in the patient would show it from its edge."""
    return geometry.is_single_slice and AxialFrame(geometry).axes[0] != 0
