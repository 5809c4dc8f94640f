"""The spine: vertebrae, the discs between them, the canal."""

import numpy as np

from medseg.sample.bone import CORTEX_HU, CORTEX_MM, THIN_CORTEX_HU
from medseg.sample.canvas import Canvas
from medseg.sample.noise import SmoothNoise
from medseg.sample.patch import Patch
from medseg.sample.place import Field, Place
from medseg.sample.shapes import smooth_max, superellipse
from medseg.sample.tissue import Tissue
from medseg.sample.torso import spine_y

VERTEBRAE = 20
TOP_MM, PITCH_MM, DISC_MM = 187.0, 22.0, 4.5
MARROW_HU, ARCH_MARROW_HU, DISC_HU, FLUID_HU, CORD_HU = 190.0, 280.0, 78.0, 14.0, 40.0
_REACH = np.array([(-36.0, -20.0, -16.0), (36.0, 62.0, 16.0)])
_CANAL_Y = 21.0


def paint_spine(canvas: Canvas, grain: SmoothNoise) -> None:
    """Paint all vertebrae that the image shows.

    Args:
        canvas: Where to paint.
        grain: Texture of the marrow.
    """
    for number in range(VERTEBRAE):
        middle = np.array([0.0, 0.0, TOP_MM - PITCH_MM * number])
        middle[1] = spine_y(middle[2:])[0]
        patch = canvas.whole.between(_REACH + middle)
        if patch is not None:
            _paint_vertebra(patch, float(middle[2]), grain.on(patch.at))


def _paint_vertebra(patch: Patch, middle_mm: float, grain: Field) -> None:
    at = Place(patch.at.x, patch.at.y - spine_y(patch.at.z), patch.at.z - np.float32(middle_mm))
    level = np.abs(at.z) - np.float32(PITCH_MM / 2)
    body = _body_distance(at)
    patch.paint(np.maximum(body + 1, level), DISC_HU, Tissue.CARTILAGE)
    waist = np.float32(1.8) * np.clip(1 - (at.z / 9) ** 2, 0, 1)
    bone = smooth_max(body + waist, np.abs(at.z) - np.float32((PITCH_MM - DISC_MM) / 2), 3.0)
    arch = _arch_distance(at)
    for distance, cortex, marrow in ((bone, THIN_CORTEX_HU, MARROW_HU), (arch, CORTEX_HU, ARCH_MARROW_HU)):
        patch.paint(distance, cortex, Tissue.BONE)
        patch.paint(distance + np.float32(CORTEX_MM), marrow + 28 * grain, Tissue.BONE)
    for half_x, half_y, hu in ((9.5, 8.0, FLUID_HU), (4.8, 3.8, CORD_HU)):
        canal = superellipse(at.x, at.y - np.float32(_CANAL_Y), half_x, half_y, 2.0)
        patch.paint(np.maximum(canal, level), hu, Tissue.ORGAN)


def _body_distance(at: Place) -> Field:
    """Distance to the outline of a vertebral body, hollow towards the canal."""
    return smooth_max(superellipse(at.x, at.y, 17.0, 13.5, 2.3), at.y - 12, 4.0)


def _arch_distance(at: Place) -> Field:
    """Distance to a vertebra's pedicles, laminae, transverse and spinous processes."""
    ring = np.abs(superellipse(at.x, at.y - np.float32(_CANAL_Y), 12.0, 10.5, 2.0)) - np.float32(2.8)
    ring = np.maximum(np.maximum(ring, np.abs(at.z + 1) - np.float32(8.5)), 8 - at.y)
    side = np.abs(at.x)
    across = (at.y - 17) * np.float32(0.9) - (side - 11) * np.float32(0.43)
    transverse = np.hypot(across, (at.z + 1) * np.float32(0.85)) - np.float32(4.2)
    transverse = np.maximum(transverse, np.maximum(11 - side, side - 31))
    slant = np.abs(at.z + np.float32(0.55) * (at.y - 32) + 3) - 7
    spinous = np.maximum(np.maximum(side - np.float32(2.8), slant), np.maximum(30 - at.y, at.y - 42))
    return np.asarray(np.minimum(np.minimum(ring, transverse), spinous))
