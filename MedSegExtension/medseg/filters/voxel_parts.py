"""The connected parts of a mask, kept as labelled voxels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.crop import Box, bounding_box
from medseg.filters.slabs import in_slabs
from medseg.filters.spare import blank_mask
from medseg.types import Labels, Mask, Shape

RANKS = {6: 1, 18: 2, 26: 3}  # SciPy's word for the connectivity
BLOCK_VOXELS = 2**18  # widened to eight bytes a voxel while they are looked up


@dataclass(frozen=True, eq=False)
class VoxelParts:
    """Parts numbered from 1 in the order of their first voxels, i fastest. Needs SciPy alone.

    Attributes:
        shape: Of the mask, (k, j, i).
        box: Where the labels lie; None for an empty mask.
        numbers: Each voxel's part within the box; 0 is background.
        sizes: Voxels of each part.
    """

    shape: Shape
    box: Box | None
    numbers: NDArray[np.int32]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, mask: Mask, connectivity: int) -> "VoxelParts":
        """Find the parts of a mask (k, j, i) that are connected by 6, 18 or 26 neighbours."""
        from scipy import ndimage

        k, j, i = mask.shape
        box = bounding_box(mask)
        if box is None:
            return cls((k, j, i), None, np.zeros((0, 0, 0), dtype=np.int32), np.zeros(0, dtype=np.int64))
        numbers, count = ndimage.label(mask[box], ndimage.generate_binary_structure(3, RANKS[connectivity]))
        sizes = np.zeros(count + 1, dtype=np.int64)
        for plane in numbers:
            sizes += np.bincount(plane.reshape(-1), minlength=count + 1)
        return cls((k, j, i), box, numbers, sizes[1:])

    def labels(self) -> Labels:
        """A new labelmap (k, j, i) of the smallest unsigned type that holds the numbers; 0 is background."""
        labels = np.zeros(self.shape, dtype=np.min_scalar_type(self.sizes.size))
        if self.box is not None:
            labels[self.box] = self.numbers
        return labels

    def select(self, kept: Mask, out: Mask | None = None) -> Mask:
        """A mask (k, j, i) of the parts that `kept` (n) marks, in their order: new, or `out`."""
        mask = blank_mask(out, self.shape)
        if self.box is not None:
            look_up(np.concatenate([[False], kept]), self.numbers, mask[self.box])
        return mask

    def at(self, points_kji: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the parts at voxels (n, 3), from 1; 0 for background."""
        found = np.zeros(len(points_kji), dtype=np.int64)
        if self.box is not None:
            places = points_kji - [part.start for part in self.box]
            inside = np.all((places >= 0) & (places < self.numbers.shape), axis=1)
            found[inside] = self.numbers[tuple(places[inside].T)]
        return found


def look_up(table: Mask, numbers: NDArray[np.int32], out: Mask) -> None:
    """Write `table[numbers]` to `out` (k, j, i) slice by slice, without eight bytes a voxel for the indices."""

    def work(first: int, last: int) -> None:
        for k in range(first, last):
            out[k] = table[numbers[k]]

    in_slabs(work, len(numbers), max(1, BLOCK_VOXELS * len(numbers) // max(1, numbers.size)))
