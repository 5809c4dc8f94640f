"""Where an image went in what a network of three dimensions takes, for the way back."""

from dataclasses import dataclass

import numpy as np

from medseg.models.placement import from_slices, to_slices
from medseg.types import Shape, Voxels
from medseg.volume import Geometry

Box = tuple[slice, slice, slice]


@dataclass(frozen=True, eq=False)
class VolumePlacement:
    """The way from an image's voxels to a network's and back.

    Attributes:
        geometry: The image's grid as it is stored.
        plane: How the slices lie: `axial`, `coronal` or `sagittal`.
        box: The part of the image that was taken, along (slice, row, column).
        inner: Where it lies, scaled, in what the network takes; the rest is padding.
    """

    geometry: Geometry
    plane: str
    box: Box
    inner: Box

    @property
    def size(self) -> Shape:
        """Slices, rows and columns of the scaled part."""
        slices, rows, columns = (part.stop - part.start for part in self.inner)
        return slices, rows, columns

    @property
    def slices_shape(self) -> Shape:
        """Slices, rows and columns of the image."""
        slices, rows, columns = self.to_slices(np.broadcast_to(np.uint8(0), self.geometry.shape)).shape
        return slices, rows, columns

    def to_slices(self, array: Voxels) -> Voxels:
        """A view of an array (k, j, i) on the stored grid as (slice, row, column)."""
        return to_slices(array, self.geometry, self.plane)

    def from_slices(self, array: Voxels) -> Voxels:
        """An array (slice, row, column), brought back to the stored axes (k, j, i) and contiguous."""
        return from_slices(array, self.geometry, self.plane)
