"""A grid seen the way radiologists stack it."""

from dataclasses import dataclass

import numpy as np

from medseg.types import Floats, Triple, Voxels
from medseg.volume.geometry import Geometry


@dataclass(frozen=True, eq=False)
class AxialFrame:
    """Turns and flips arrays by whole axes, so that (k, j, i) lead to the patient's head, back and left as nearly as they can.

    Methods that speak of slices, of up and of sides then need not know how an image was stored. An oblique grid stays oblique.

    Attributes:
        geometry: The grid as it is stored.
    """

    geometry: Geometry

    @property
    def _steps(self) -> Floats:
        """Unit vectors towards head, back and left as rows; columns are the stored axes (k, j, i)."""
        right_front_head = self.geometry.directions_ras[:, ::-1]
        return np.asarray(np.diag([1.0, -1.0, -1.0]) @ right_front_head[::-1])

    @property
    def axes(self) -> tuple[int, int, int]:
        """The stored axis that leads to the head, the one that leads to the back, and the one that leads to the left."""
        from scipy.optimize import linear_sum_assignment

        head, back, left = linear_sum_assignment(-np.abs(self._steps))[1].tolist()
        return head, back, left

    @property
    def spacing_mm(self) -> Triple:
        """Millimetres between voxels along (head, back, left)."""
        head, back, left = (self.geometry.spacing_mm[axis] for axis in self.axes)
        return head, back, left

    def to_axial(self, array: Voxels) -> Voxels:
        """A view of an array on the stored grid, with its axes led to head, back and left."""
        return array.transpose(self.axes)[self._flips]

    def from_axial(self, array: Voxels) -> Voxels:
        """An array on the turned grid, brought back to the stored one and contiguous."""
        return np.ascontiguousarray(array[self._flips].transpose(np.argsort(self.axes)))

    def leftness_mm(self, points: Floats) -> Floats:
        """How far points lie to the patient's left, up to a constant; exact for oblique grids.

        Args:
            points: Voxel indices (n, 3) on the turned grid, along (head, back, left).
        """
        lefts = self._steps[2, list(self.axes)] * self.signs
        return np.asarray(np.asarray(points) * np.asarray(self.spacing_mm) @ lefts)

    @property
    def signs(self) -> Floats:
        """For (head, back, left) 1 where the stored axis leads there, -1 where it leads the other way."""
        return np.asarray([1.0 if self._steps[row, axis] >= 0 else -1.0 for row, axis in enumerate(self.axes)])

    @property
    def _flips(self) -> tuple[slice, slice, slice]:
        head, back, left = (slice(None, None, 1 if sign > 0 else -1) for sign in self.signs)
        return head, back, left
