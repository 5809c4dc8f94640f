"""Smooth random fields that are fixed in the patient, whatever the grid."""

import numpy as np
from numpy.typing import NDArray

from medseg.sample.place import Place
from medseg.types import Floats, Triple

REACH_MM = (260.0, 150.0, 260.0)  # along (z, y, x)
_VARIANCE = (151.0 / 315.0) ** 3  # of a cubic B-spline with independent unit coefficients, averaged over a cell, in 3D


class SmoothNoise:
    """A random field of mean 0 and SD 1 that varies over a given length.

    It is a cubic B-spline whose coefficients stand on a lattice in the patient, so that another grid samples the same field.
    """

    def __init__(self, random: np.random.Generator, period_mm: Triple) -> None:
        """Draw the coefficients.

        Args:
            random: Where they come from.
            period_mm: Distance of the lattice's points along (z, y, x).
        """
        counts = [int(np.ceil(2 * reach / period)) + 4 for reach, period in zip(REACH_MM, period_mm, strict=True)]
        self._period_mm = period_mm
        self._lattice = random.standard_normal(counts, dtype=np.float32) / np.float32(np.sqrt(_VARIANCE))

    def on(self, at: Place) -> NDArray[np.float32]:
        """Sample the field on a grid.

        Args:
            at: The grid's axes.

        Returns:
            Values (k, j, i). Beyond 260 mm from the middle (150 mm along y) the field goes on as it is there.
        """
        places = (
            (axis.ravel().astype(np.float64) + reach) / period
            for axis, reach, period in zip((at.z, at.y, at.x), REACH_MM, self._period_mm, strict=True)
        )
        (by_z, z), (by_y, y), (by_x, x) = (_weights(*pair) for pair in zip(places, self._lattice.shape, strict=True))
        planes = np.tensordot(by_z, self._lattice[z, y, x], axes=(1, 0))
        return np.asarray(np.matmul(np.matmul(by_y, planes), by_x.T))


def _weights(place: Floats, count: int) -> tuple[NDArray[np.float32], slice]:
    """Weight of each lattice point (n, points) at places (n,) along one axis, in cells, and which points they are."""
    place = np.clip(place, 0, count - 4)
    cell = np.minimum(np.floor(place).astype(np.int64), count - 4)
    part = place - cell
    first, last = int(cell.min()), int(cell.max()) + 4
    weights = np.zeros((len(place), last - first), dtype=np.float32)
    pieces = ((1 - part) ** 3, 3 * part**3 - 6 * part**2 + 4, -3 * part**3 + 3 * part**2 + 3 * part + 1, part**3)
    for step, piece in enumerate(pieces):
        weights[np.arange(len(place)), cell - first + step] = piece / 6
    return weights, slice(first, last)
