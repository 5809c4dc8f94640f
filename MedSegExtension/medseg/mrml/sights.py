"""What of an image and its segments is worth looking at."""

from dataclasses import dataclass

import numpy as np

from medseg.types import Floats
from medseg.volume import Geometry, Segmentation


@dataclass(frozen=True)
class SegmentSight:
    """Where one segment is.

    Attributes:
        voxels: Their number.
        counts: Voxels in each slice along (k, j, i).
    """

    voxels: int
    counts: tuple[Floats, Floats, Floats]

    @property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """First and last slice along (k, j, i); only for a segment that has voxels."""
        filled = [np.flatnonzero(count) for count in self.counts]
        return tuple((int(slices[0]), int(slices[-1])) for slices in filled)

    def is_clearly_larger(self, other: "SegmentSight") -> bool:
        """Whether this segment has at least twice the voxels of another."""
        return self.voxels >= 2 * other.voxels

    def encloses(self, other: "SegmentSight") -> bool:
        """Whether the box of this segment, clearly the larger of the two, holds the box of another."""
        if not self.is_clearly_larger(other):
            return False
        pairs = zip(self.bounds, other.bounds, strict=True)
        return all(low <= their_low and their_high <= high for (low, high), (their_low, their_high) in pairs)


def survey(segmentation: Segmentation) -> dict[str, SegmentSight]:
    """Where each segment is, by its name."""
    return {name: _look(segmentation, name) for name in segmentation.names}


def best_point_ras(geometry: Geometry, sights: dict[str, SegmentSight]) -> Floats:
    """The point whose three slices show most of the segments.

    In each direction it is the slice with the largest cross-section. With several segments each counts by the share of its own
    largest cross-section, so that a small one is not lost beside a large one. Among equals the middle one; without voxels the
    middle of the image.

    Args:
        geometry: The segmentation's grid.
        sights: From `survey`.

    Returns:
        Millimetres to the right, front and head, (3,).
    """
    index_kji = []
    for axis, size in enumerate(geometry.shape):
        total = np.zeros(size)
        for sight in sights.values():
            if sight.voxels:
                total += sight.counts[axis] / sight.counts[axis].max()
        best = np.flatnonzero(total >= total.max() - 1e-9)
        index_kji.append(best[len(best) // 2])
    return np.asarray(geometry.to_ras([index_kji[::-1]])[0])


def _look(segmentation: Segmentation, name: str) -> SegmentSight:
    mask = segmentation.mask(name)
    plane = np.count_nonzero(mask, axis=0)
    along_k = np.array([np.count_nonzero(slab) for slab in mask], dtype=np.float64)
    along_j, along_i = plane.sum(axis=1, dtype=np.float64), plane.sum(axis=0, dtype=np.float64)
    return SegmentSight(int(along_k.sum()), (along_k, along_j, along_i))
