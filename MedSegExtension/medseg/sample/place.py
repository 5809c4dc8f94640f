"""Positions in the patient."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.types import Floats

Field = NDArray[np.floating[Any]]
"""Numbers on arrays that broadcast against each other: a grid's (k, 1, 1), (1, j, 1), (1, 1, i), or points (n,)."""


@dataclass(frozen=True, eq=False)
class Place:
    """Positions in mm, from a point in the heart.

    Attributes:
        x: Grows to the patient's left.
        y: Grows to his back.
        z: Grows to his head.
    """

    x: Field
    y: Field
    z: Field

    @classmethod
    def of(cls, points: Floats) -> "Place":
        """Points (n, 3)."""
        return cls(*np.ascontiguousarray(points.T, dtype=np.float32))

    def part(self, box: tuple[slice, slice, slice]) -> "Place":
        """A part of a grid's axes; the slices are along (k, j, i)."""
        return Place(self.x[..., box[2]], self.y[:, box[1]], self.z[box[0]])

    def box(self, low: Floats, high: Floats) -> tuple[slice, slice, slice]:
        """Which part (k, j, i) of a grid lies between two corners (3,), as (x, y, z); it may be empty."""
        axes = (self.z.ravel(), self.y.ravel(), self.x.ravel())
        k, j, i = (
            slice(int(np.searchsorted(axis, low[2 - n])), int(np.searchsorted(axis, high[2 - n]))) for n, axis in enumerate(axes)
        )
        return k, j, i

    def mirrored(self, side: float) -> "Place":
        """Seen from one side of the body: x grows outwards; side is 1 on the left, -1 on the right."""
        return Place(self.x * np.float32(side), self.y, self.z)

    def from_point(self, x_mm: float, y_mm: float, z_mm: float) -> "Place":
        """Offsets from a point."""
        return Place(self.x - np.float32(x_mm), self.y - np.float32(y_mm), self.z - np.float32(z_mm))
