"""Tubes along curves: vessels, airways, ribs, limbs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from medseg.sample.place import Field
from medseg.sample.shapes import capsule
from medseg.types import Floats

if TYPE_CHECKING:
    from medseg.sample.canvas import Canvas
    from medseg.sample.patch import Patch

Knots = tuple[tuple[float, float, float, float], ...]
"""Points that a tube goes through: x, y, z and radius in mm."""

_FAR_MM = np.float32(1e3)


@dataclass(frozen=True, eq=False)
class Tube:
    """A tube through points, with a radius at each.

    Attributes:
        points: Points (n, 3), as (x, y, z) in mm.
        radii_mm: Radius at each point (n,).
        flatten: Height of the section along z over its width.
    """

    points: Floats
    radii_mm: Floats
    flatten: float = 1.0

    @classmethod
    def through(cls, knots: Knots, step_mm: float = 6.0) -> "Tube":
        """A smooth tube through knots, with a point about every so many mm."""
        from scipy.interpolate import PchipInterpolator

        table = np.asarray(knots, dtype=np.float64)
        along = lengths_along(table[:, :3])
        count = max(2, int(np.ceil(along[-1] / step_mm)) + 1)
        fine = PchipInterpolator(along, table)(np.linspace(0, along[-1], count))
        return cls(fine[:, :3], fine[:, 3])

    def mirrored(self, side: float) -> "Tube":
        """The same tube on one side of the body: 1 leaves it on the left, -1 brings it to the right."""
        return Tube(self.points * (side, 1.0, 1.0), self.radii_mm, self.flatten)

    def widened(self, by_mm: float) -> "Tube":
        """The same tube with all radii larger by this, or smaller where it is below zero."""
        return Tube(self.points, np.maximum(self.radii_mm + by_mm, 0.05), self.flatten)

    def patch(self, canvas: "Canvas") -> "Patch | None":
        """The part of the image that holds it; None where it lies outside."""
        reach = float(np.max(self.radii_mm)) * max(1.0, self.flatten)
        return canvas.around(self.points, reach + 2 * canvas.whole.edge_mm)

    def distance(self, patch: "Patch") -> Field:
        """Distance to it (k, j, i) in mm; more than a few pixels away it is just large."""
        distance = np.full(patch.hu.shape, _FAR_MM)
        reach = float(np.max(self.radii_mm)) * max(1.0, self.flatten) + 2 * patch.edge_mm
        for n in range(len(self.points) - 1):
            ends = self.points[n : n + 2]
            box = patch.at.box(ends.min(axis=0) - reach, ends.max(axis=0) + reach)
            near = distance[box]
            radii = (float(self.radii_mm[n]), float(self.radii_mm[n + 1]))
            np.minimum(near, capsule(patch.at.part(box), ends, radii, self.flatten), out=near)
        return distance


def beads(tubes: list[Tube], step_mm: float) -> tuple[Floats, Floats]:
    """Cut tubes into beads.

    Args:
        tubes: At least one.
        step_mm: Largest length of a bead.

    Returns:
        Middle of each bead (n, 3) in mm, and its volume (n,) in cubic mm.
    """
    starts = np.concatenate([tube.points[:-1] for tube in tubes])
    steps = np.concatenate([np.diff(tube.points, axis=0) for tube in tubes])
    radii = np.concatenate([np.stack([tube.radii_mm[:-1], tube.radii_mm[1:]], axis=1) for tube in tubes])
    lengths = np.linalg.norm(steps, axis=1)
    counts = np.maximum(1, np.ceil(lengths / step_mm)).astype(np.int64)
    owner = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    part = (number + 0.5) / counts[owner]
    radius = radii[owner, 0] + part * (radii[owner, 1] - radii[owner, 0])
    return starts[owner] + part[:, None] * steps[owner], np.pi * radius**2 * (lengths / counts)[owner]


def lengths_along(points: Floats) -> Floats:
    """Length of a path (n, 3) up to each of its points (n,)."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])
