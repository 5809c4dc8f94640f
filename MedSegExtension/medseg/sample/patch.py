"""A part of the image, and where its voxels lie."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.sample.place import Field, Place
from medseg.sample.tissue import Tissue
from medseg.types import Floats, Mask


@dataclass(frozen=True, eq=False)
class Patch:
    """Views of a part of the canvas. Painting on them paints on it.

    Attributes:
        at: Axes of its grid.
        hu: Intensities (k, j, i).
        tissue: `Tissue` of each voxel (k, j, i).
        lesion: `Lesion` of each voxel (k, j, i).
        edge_mm: Width over which an edge fades: a pixel.
    """

    at: Place
    hu: NDArray[np.float32]
    tissue: NDArray[np.uint8]
    lesion: NDArray[np.uint8]
    edge_mm: float

    def part(self, box: tuple[slice, slice, slice]) -> "Patch":
        """A part of it; the slices are along (k, j, i)."""
        return Patch(self.at.part(box), self.hu[box], self.tissue[box], self.lesion[box], self.edge_mm)

    def between(self, corners: Floats) -> "Patch | None":
        """The part that lies between two corners.

        Args:
            corners: The smallest and the largest (x, y, z) in mm, (2, 3).

        Returns:
            The part, or None where it is empty.
        """
        box = self.at.box(corners[0], corners[1])
        return None if any(side.start >= side.stop for side in box) else self.part(box)

    def paint(self, distance_mm: Field, hu: float | Field, tissue: Tissue | None, where: Mask | None = None) -> None:
        """Paint a shape with soft edges over what is there.

        Args:
            distance_mm: Signed distance to the shape, broadcast to the patch.
            hu: Its intensity.
            tissue: What it is made of; None leaves what is there.
            where: Voxels (k, j, i) that may be painted; default: all.
        """
        cover = np.clip(np.float32(0.5) - distance_mm / np.float32(self.edge_mm), 0, 1)
        if where is not None:
            cover = cover * where
        self.blend(cover, hu)
        if tissue is not None:
            self.tissue[np.broadcast_to(cover >= np.float32(0.5), self.tissue.shape)] = tissue

    def blend(self, cover: Field, hu: float | Field) -> None:
        """Mix an intensity in, by the share of each voxel that it covers, 0 to 1."""
        self.hu[...] += cover * (np.asarray(hu, dtype=np.float32) - self.hu)

    def within(self, tissue: Tissue) -> Mask:
        """Voxels (k, j, i) of one tissue."""
        return np.asarray(self.tissue == tissue)
