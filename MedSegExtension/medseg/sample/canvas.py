"""The image while it is painted."""

from collections.abc import Iterator

import numpy as np

from medseg.sample.build import Build
from medseg.sample.patch import Patch
from medseg.sample.place import Place
from medseg.sample.tissue import Lesion, Tissue
from medseg.types import Floats
from medseg.volume import Geometry

AIR_HU = -1000.0
SLAB_VOXELS = 2**20


class Canvas:
    """Intensities and tissues on an axial grid, whose axes lead left, back and up.

    Attributes:
        geometry: The grid.
        whole: All of it, as a patch.
        voxel_mm3: Volume of a voxel, in the measure of the shapes.
    """

    def __init__(self, geometry: Geometry, build: Build) -> None:
        """Start with air.

        Args:
            geometry: The grid.
            build: The patient's size and place: the shapes describe one of standard size in the middle of the grid.
        """
        self.geometry = geometry
        spacing, origin = np.asarray(geometry.spacing_ijk), np.asarray(geometry.origin_lps)
        self._start, self._step = (origin - build.shift_mm) / build.scale, spacing / build.scale
        x, y, z = (
            (self._start[n] + self._step[n] * np.arange(count)).astype(np.float32)
            for n, count in enumerate(reversed(geometry.shape))
        )
        self.whole = Patch(
            at=Place(x[None, None, :], y[None, :, None], z[:, None, None]),
            hu=np.full(geometry.shape, AIR_HU, dtype=np.float32),
            tissue=np.full(geometry.shape, Tissue.AIR, dtype=np.uint8),
            lesion=np.full(geometry.shape, Lesion.NONE, dtype=np.uint8),
            edge_mm=float(np.sqrt(self._step[0] * self._step[1])),
        )
        self.voxel_mm3 = float(np.prod(self._step))

    def slabs(self) -> Iterator[tuple[float, Patch]]:
        """Go through the whole image from feet to head, a few slices at a time.

        Yields:
            The share that is done with this slab, and the slab.
        """
        slices, rows, columns = self.geometry.shape
        step = max(1, SLAB_VOXELS // (rows * columns))
        for start in range(0, slices, step):
            box = (slice(start, start + step), slice(None), slice(None))
            yield min(1.0, (start + step) / slices), self.whole.part(box)

    def around(self, points: Floats, margin_mm: float) -> Patch | None:
        """The part of the image that holds some points and a margin.

        Args:
            points: Points (n, 3), as (x, y, z) in mm.
            margin_mm: Room around them.

        Returns:
            The patch, or None where it lies outside the image.
        """
        corners = np.stack([np.min(points, axis=0) - margin_mm, np.max(points, axis=0) + margin_mm])
        return self.whole.between(corners)

    def to_kji(self, points: Floats) -> Floats:
        """Bring points (n, 3), as (x, y, z) in mm, to voxel indices (n, 3), not rounded."""
        return np.asarray(((points - self._start) / self._step)[:, ::-1])
