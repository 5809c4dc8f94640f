"""Ground glass and consolidation as in viral pneumonia: near the pleura, behind and below rather than elsewhere."""

from dataclasses import dataclass

import numpy as np

from medseg.sample.canvas import Canvas
from medseg.sample.lungs import lung_distance, random_points
from medseg.sample.patch import Patch
from medseg.sample.place import Field, Place
from medseg.sample.random_source import RandomSource
from medseg.sample.shapes import rise
from medseg.sample.tissue import Lesion, Tissue
from medseg.types import Floats

VEIL_HU, HALO_HU, CONSOLIDATION_HU = 330.0, 260.0, 28.0
VEIL_LIMIT_HU = -120.0
APART_MM, PLEURAL_MM, DEEP_MM = 24.0, 3.0, 14.0
_BLOBS, _TRIES, _MOST = 10, 6000, 100


@dataclass(frozen=True, eq=False)
class Heap:
    """The shape of a lesion: a heap of blobs.

    Attributes:
        centres: Middle of each blob (n, 3), as (x, y, z) in mm.
        radii_mm: Radius of each blob (n,).
        density: How dense it is against the usual.
    """

    centres: Floats
    radii_mm: Floats
    density: float

    @classmethod
    def drawn(cls, random: np.random.Generator, spot: Floats, radii_mm: tuple[float, float]) -> "Heap":
        """Heap blobs around a spot (3,), spread along the pleura more than across."""
        radii = random.uniform(*radii_mm, _BLOBS) * 0.6
        _, slope = _surroundings(spot)
        outwards = slope / max(float(np.linalg.norm(slope)), 1e-3)
        spread = random.normal(0, 0.375 * sum(radii_mm), (_BLOBS, 3))
        spread -= 0.6 * (spread @ outwards)[:, None] * outwards
        return cls(spot + spread, radii, float(random.uniform(0.7, 1.25)))

    def field(self, patch: Patch) -> Field:
        """Sum of the blobs (k, j, i): 0.5 on the edge of a single one, more inside."""
        total = np.zeros(patch.hu.shape, dtype=np.float32)
        for centre, radius in zip(self.centres, self.radii_mm, strict=True):
            off = patch.at.from_point(*centre)
            scale = np.float32(-np.log(2.0) / radius**2)
            total += np.exp(off.x * off.x * scale) * np.exp(off.y * off.y * scale) * np.exp(off.z * off.z * scale)
        return total


class Pneumonia:
    """Paints lesions and notes where they are."""

    def __init__(self, source: RandomSource) -> None:
        """Draw the places where lesions come, in the order in which they are taken."""
        self._source = source
        self._edge = source.noise("edge of lesions", 9.0)
        self._lobules = source.noise("lobules in lesions", 3.2)
        self._spots = _spots(source.stream("places of lesions"))

    def paint(self, canvas: Canvas, ground_glass: int, consolidations: int) -> None:
        """Paint so many lesions of each kind; every other consolidation touches the pleura."""
        for number in range(ground_glass):
            heap = Heap.drawn(self._source.stream("ground glass", number), self._spot(2 * number), (14.0, 26.0))
            self._paint_ground_glass(canvas, heap)
        for number in range(consolidations):
            spot = _at_depth(self._spot(2 * number + 1), PLEURAL_MM if number % 2 == 0 else DEEP_MM)
            heap = Heap.drawn(self._source.stream("consolidation", number), spot, (9.0, 17.0))
            self._paint_consolidation(canvas, heap)

    def _spot(self, number: int) -> Floats:
        return np.asarray(self._spots[number % len(self._spots)])

    def _paint_ground_glass(self, canvas: Canvas, heap: Heap) -> None:
        """Veil the lung: the edge fades, lobules differ, vessels that are painted later stay visible."""
        patch = canvas.around(heap.centres, 2.4 * float(heap.radii_mm.max()))
        if patch is not None:
            shape = heap.field(patch) * (1 + np.float32(0.3) * self._edge.on(patch.at))
            self._veil(patch, rise(shape, 0.28, 0.72), VEIL_HU * heap.density)

    def _paint_consolidation(self, canvas: Canvas, heap: Heap) -> None:
        """Fill the lung with soft tissue, within a halo of ground glass."""
        patch = canvas.around(heap.centres, 2.8 * float(heap.radii_mm.max()))
        if patch is None:
            return
        shape = heap.field(patch) * (1 + np.float32(0.36) * self._edge.on(patch.at))
        self._veil(patch, rise(shape, 0.14, 0.5), HALO_HU)
        core = rise(shape, 0.5, 0.8) * patch.within(Tissue.LUNG)
        patch.blend(core, CONSOLIDATION_HU + 14 * self._lobules.on(patch.at))
        patch.lesion[core >= np.float32(0.5)] = Lesion.CONSOLIDATION

    def _veil(self, patch: Patch, share: Field, hu: float) -> None:
        """Make the lung denser by a share (k, j, i), but never as dense as soft tissue; where it is above half, note it."""
        share = share * patch.within(Tissue.LUNG)
        veil = np.float32(hu) * share * (1 + np.float32(0.2) * self._lobules.on(patch.at))
        patch.hu[...] += np.minimum(veil, np.maximum(np.float32(VEIL_LIMIT_HU) - patch.hu, 0))
        patch.lesion[(share >= np.float32(0.5)) & (patch.lesion == Lesion.NONE)] = Lesion.GROUND_GLASS


def _spots(random: np.random.Generator) -> Floats:
    """Points (n, 3) where lesions may come, a good way apart: near the pleura, behind and below rather than elsewhere."""
    points = random_points(random, _TRIES, 4.0)
    depth = -lung_distance(Place.of(points)).astype(np.float64)
    behind, below = np.clip((points[:, 1] + 60) / 120, 0, 1), np.clip((70 - points[:, 2]) / 130, 0, 1)
    liking = np.exp(-depth / 6) * (0.35 + behind) * (0.2 + below)
    waits = -np.log(random.uniform(1e-12, 1, len(points))) / liking
    chosen = np.empty((0, 3))
    for point in points[np.argsort(waits, kind="stable")]:
        if len(chosen) < _MOST and np.all(np.linalg.norm(chosen - point, axis=1) > APART_MM):
            chosen = np.vstack([chosen, point])
    return chosen


def _at_depth(spot: Floats, depth_mm: float) -> Floats:
    """Move a point (3,) the steepest way until it lies so deep under the lung's surface."""
    point = spot
    for _ in range(8):
        distance, slope = _surroundings(point)
        off = np.clip(distance + depth_mm, -6, 6)
        point = point - off * slope / max(float(slope @ slope), 0.05)
    return point


def _surroundings(point: Floats) -> tuple[float, Floats]:
    """Distance of a point (3,) to the lungs' surface, and the way out (3,), about of length 1."""
    around = np.concatenate([point[None], point + 2 * np.eye(3), point - 2 * np.eye(3)])
    values = lung_distance(Place.of(around)).astype(np.float64)
    return float(values[0]), (values[1:4] - values[4:7]) / 4
