"""The connected parts of a mask, kept as runs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.runs import Join, Runs
from medseg.filters.spare import output_mask
from medseg.types import Labels, Mask

JOINS: dict[int, tuple[Join, ...]] = {
    6: ((0, -1, 0), (-1, 0, 0)),
    18: ((0, -1, 1), (-1, 0, 1), (-1, -1, 0), (-1, 1, 0)),
    26: ((0, -1, 1), (-1, 0, 1), (-1, -1, 1), (-1, 1, 1)),
}


@dataclass(frozen=True, eq=False)
class RunParts:
    """Parts numbered from 1 in the order of their first voxels, i fastest. Needs numba, and little memory.

    Attributes:
        runs: The runs of the mask.
        numbers: Each run's part, from 0, (n).
        sizes: Voxels of each part.
    """

    runs: Runs
    numbers: NDArray[np.int32]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, mask: Mask, connectivity: int) -> "RunParts":
        """Find the parts of a mask (k, j, i) that are connected by 6, 18 or 26 neighbours."""
        runs = Runs.of(mask)
        return cls(runs, *runs.parts(JOINS[connectivity]))

    def labels(self) -> Labels:
        """A new labelmap (k, j, i) of the smallest unsigned type that holds the numbers; 0 is background."""
        labels = np.empty(self.runs.shape, dtype=np.min_scalar_type(self.sizes.size))
        self.runs.paint(self.numbers, np.arange(1, self.sizes.size + 1, dtype=labels.dtype), labels, clear=True)
        return labels

    def select(self, kept: Mask, out: Mask | None = None) -> Mask:
        """A mask (k, j, i) of the parts that `kept` (n) marks, in their order: new, or `out`."""
        mask = output_mask(out, self.runs.shape)
        self.runs.paint(self.numbers, kept, mask, clear=True)
        return mask

    def at(self, points_kji: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the parts at voxels (n, 3), from 1; 0 for background."""
        _, rows, length = self.runs.shape
        lines = np.repeat(np.arange(self.runs.offsets.size - 1), np.diff(self.runs.offsets))
        places = (points_kji[:, 0] * rows + points_kji[:, 1]) * length + points_kji[:, 2]
        before = np.searchsorted(lines * length + self.runs.starts, places, side="right") - 1
        if not self.runs.starts.size:
            return np.zeros(len(points_kji), dtype=np.int64)
        inside = (before >= 0) & (places < (lines * length + self.runs.stops)[before])
        return np.where(inside, self.numbers[before] + 1, 0)
