"""Skin, fat and muscle of the trunk, and what fills the rib cage before single organs are painted."""

import numpy as np

from medseg.sample.abdomen import paint_abdomen
from medseg.sample.canvas import Canvas
from medseg.sample.lungs import lung_distance
from medseg.sample.patch import Patch
from medseg.sample.place import Field, Place
from medseg.sample.random_source import RandomSource
from medseg.sample.shapes import ellipsoid, smooth_max, superellipse
from medseg.sample.tissue import Tissue
from medseg.sample.torso import body_distance, cage_distance, spine_y

SKIN_HU, FAT_HU, MUSCLE_HU, MEDIASTINUM_HU = 10.0, -105.0, 56.0, -92.0
SEPTUM_HU = -80.0
SKIN_MM, CHEST_WALL_MM = 2.0, 10.5
LUNG_HU = -862.0
LUNG_HU_PER_MM = 0.3  # from front to back: blood sinks to where the patient lies
_INNER = np.array([(-142.0, -108.0, -500.0), (142.0, 108.0, 500.0)])
_ARMPIT = np.array([(98.0, -44.0, 10.0), (172.0, 58.0, 132.0)])
_BACK = np.array([(-50.0, 50.0, -500.0), (50.0, 118.0, 500.0)])


class Trunk:
    """Paints the trunk, a slab at a time."""

    def __init__(self, source: RandomSource, fat_mm: float) -> None:
        """Draw the irregularities.

        Args:
            source: Where chance comes from.
            fat_mm: Thickness of the fat under the skin.
        """
        self._fat_mm = fat_mm
        self._coarse = source.noise("tissue over centimetres", 28.0)
        self._fine = source.noise("tissue over millimetres", 3.4)
        self._septa = source.noise("septa between muscles", (70.0, 30.0, 30.0))

    def paint(self, patch: Patch) -> None:
        """Paint all of it on a slab."""
        self._paint_wall(patch)
        inner = patch.between(_INNER)
        if inner is None:
            return
        coarse, fine = self._coarse.on(inner.at), self._fine.on(inner.at)
        inner.paint(cage_distance(inner.at), MEDIASTINUM_HU + 8 * fine, Tissue.FAT)
        paint_abdomen(inner, coarse, fine)
        hu = LUNG_HU + np.float32(LUNG_HU_PER_MM) * inner.at.y + 9 * coarse + 16 * fine
        inner.paint(lung_distance(inner.at), hu, Tissue.LUNG)

    def _paint_wall(self, patch: Patch) -> None:
        """Paint skin, the fat under it, and the muscles down to the rib cage with fat between their layers."""
        coarse = self._coarse.on(patch.at)
        cage = cage_distance(patch.at)
        skin = _skin_distance(patch) + np.float32(0.8) * coarse
        patch.paint(skin, SKIN_HU, Tissue.SKIN)
        patch.paint(skin + np.float32(SKIN_MM), FAT_HU + 4 * coarse, Tissue.FAT)
        fat = np.float32(self._fat_mm) * _fat_share(patch) * (1 + np.float32(0.16) * coarse)
        muscle = np.maximum(skin + fat, np.float32(0.7) - cage)
        patch.paint(muscle, MUSCLE_HU + 3 * coarse, Tissue.MUSCLE)
        plane = np.abs(cage - np.float32(CHEST_WALL_MM + 4) - 2 * coarse) - 1
        septum = np.abs(self._septa.on(patch.at)) * 11 - np.float32(0.9)
        septum = np.maximum(septum, np.float32(CHEST_WALL_MM + 1) - cage)
        patch.paint(np.maximum(np.minimum(plane, septum), muscle + 2), SEPTUM_HU, Tissue.FAT)


def _skin_distance(patch: Patch) -> Field:
    """Distance to the skin, with the furrow of the back and the one between the pectoral muscles."""
    furrow = 5 * np.exp(-((patch.at.x / np.float32(11)) ** 2))
    return np.asarray(body_distance(patch.at) + furrow * np.where(patch.at.y > 20, np.float32(1), np.float32(0.6)))


def _fat_share(patch: Patch) -> Field:
    """Thickness of the fat under the skin against the usual: more on the belly, less on the shoulders and the spine."""
    belly = np.clip((-60 - patch.at.z) / 90, 0, 1)
    shoulder = np.clip((patch.at.z - 70) / 50, 0, 1)
    spine = np.exp(-((patch.at.x / np.float32(26)) ** 2)) * (patch.at.y >= 0)
    share = 1 + np.float32(0.7) * belly - np.float32(0.35) * shoulder - np.float32(0.25) * spine
    return np.asarray(share.astype(np.float32))


def paint_armpit(canvas: Canvas, side: float) -> None:
    """Paint the fat of an armpit; side is 1 on the left, -1 on the right."""
    corners = np.sort(_ARMPIT * (side, 1.0, 1.0), axis=0)
    patch = canvas.whole.between(corners)
    if patch is None:
        return
    at = patch.at.mirrored(side)
    slanted = Place(at.x + np.float32(0.25) * (at.y - 6), at.y, at.z)
    hollow = ellipsoid(slanted, (136.0, 6.0, 74.0), (17.0, 34.0, 48.0))
    outside = np.float32(CHEST_WALL_MM + 5) - cage_distance(patch.at)
    patch.paint(smooth_max(hollow, outside, 6.0), FAT_HU, Tissue.FAT)


def paint_back(canvas: Canvas) -> None:
    """Paint the long muscles beside the spinous processes."""
    patch = canvas.whole.between(_BACK)
    if patch is None:
        return
    behind = patch.at.y - spine_y(patch.at.z) - 35
    muscle = superellipse(np.abs(patch.at.x) - 24, behind, 20.0, 11.0, 2.2)
    patch.paint(muscle, MUSCLE_HU, Tissue.MUSCLE)
