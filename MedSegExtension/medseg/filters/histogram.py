"""How often each whole number occurs in an image."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.types import Voxels

MAX_SPAN = 2**22
BLOCK_VOXELS = 2**16  # widened to eight bytes a voxel while they are counted


@dataclass(frozen=True, eq=False)
class Histogram:
    """Exact counts of the whole numbers from `first` on.

    Attributes:
        first: The smallest intensity.
        counts: Voxels of each intensity, (n).
    """

    first: int
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, array: Voxels, excluded: float | None = None) -> "Histogram | None":
        """Count an image of an integer type, of any shape.

        Args:
            array: Intensities.
            excluded: An intensity that does not count, such as that of padding.

        Returns:
            None for other types, for an image without voxels, and where the intensities span more than 4 million numbers.
        """
        if array.dtype.kind not in "iu" or array.size == 0:
            return None
        first, last = int(array.min()), int(array.max())
        if last - first >= MAX_SPAN:
            return None
        flat = array.reshape(-1)
        counts = np.zeros(last - first + 1, dtype=np.int64)
        for start in range(0, flat.size, BLOCK_VOXELS):
            block = flat[start : start + BLOCK_VOXELS].astype(np.int64)
            counts += np.bincount(block - first, minlength=counts.size)
        if excluded is not None and float(excluded).is_integer() and first <= excluded <= last:
            counts[int(excluded) - first] = 0
        return cls(first, counts)

    @property
    def count(self) -> int:
        """Number of voxels."""
        return int(self.counts.sum())

    @property
    def mean(self) -> float:
        """Mean intensity; NaN without voxels."""
        return self.first + self._moment(1) if self.count else float("nan")

    @property
    def sd(self) -> float:
        """Standard deviation of the voxels, dividing by their number; NaN without voxels."""
        return float(np.sqrt(max(0.0, self._moment(2) - self._moment(1) ** 2))) if self.count else float("nan")

    def percentile(self, percent: float) -> float:
        """The intensity below which a share of the voxels lies, as NumPy's `percentile` defines it: linear between ranks.

        Args:
            percent: From 0 to 100.

        Returns:
            NaN without voxels.
        """
        if not self.count:
            return float("nan")
        ranks = np.cumsum(self.counts)
        place = percent / 100.0 * (self.count - 1)
        low, high = np.searchsorted(ranks, [np.floor(place), np.ceil(place)], side="right")
        return float(self.first + low + (high - low) * (place - np.floor(place)))

    def _moment(self, order: int) -> float:
        """Mean of the intensities above the first, to a power."""
        steps = np.arange(self.counts.size, dtype=np.float64)
        return float(np.dot(steps**order, self.counts) / self.count)
