"""Shoulders and arms: collar bones, shoulder blades, upper arms above the head or beside the body."""

import numpy as np

from medseg.sample.bone import THIN_CORTEX_HU, paint_long_bone
from medseg.sample.canvas import Canvas
from medseg.sample.shapes import rise, smooth_max
from medseg.sample.tissue import Tissue
from medseg.sample.torso import cage_distance
from medseg.sample.trunk import FAT_HU, MUSCLE_HU, SKIN_HU, SKIN_MM
from medseg.sample.tube import Knots, Tube

MARROW_HU, HUMERUS_MARROW_HU = 250.0, 120.0
ARM_FAT_MM = 8.0
_CLAVICLE: Knots = ((20, -46, 86, 8), (44, -54, 91, 6.5), (84, -46, 98, 5.4), (120, -14, 108, 5.6), (146, 6, 114, 6.5))
_BLADE_SPINE: Knots = ((84, 92, 86, 3), (106, 86, 98, 4.5), (132, 62, 110, 6), (146, 30, 116, 6))
_RAISED_HUMERUS: Knots = ((156, 12, 92, 21), (162, 10, 112, 22), (170, 2, 138, 14), (180, -10, 170, 12))
_HANGING_HUMERUS: Knots = ((160, 12, 112, 22), (172, 14, 84, 16), (190, 18, 40, 11.5), (208, 20, -20, 11), (216, 16, -240, 13))
_HANGING_ARM: Knots = ((166, 14, 108, 38), (178, 18, 70, 42), (200, 22, 20, 40), (212, 20, -60, 37), (218, 14, -240, 34))
_BLADE_OUT_MM = 15.0


def paint_shoulders(canvas: Canvas, *, arms_down: bool) -> None:
    """Paint both shoulders, and the arms where they lie beside the body."""
    for side in (1.0, -1.0):
        if arms_down:
            _paint_arm(canvas, Tube.through(_HANGING_ARM, 12.0).mirrored(side))
        _paint_blade(canvas, side)
        for knots in (_CLAVICLE, _BLADE_SPINE):
            paint_long_bone(canvas, Tube.through(knots).mirrored(side), MARROW_HU)
        humerus = Tube.through(_HANGING_HUMERUS if arms_down else _RAISED_HUMERUS, 10.0)
        paint_long_bone(canvas, humerus.mirrored(side), HUMERUS_MARROW_HU)


def _paint_arm(canvas: Canvas, arm: Tube) -> None:
    """Paint skin, fat and muscle of an arm outside the trunk."""
    patch = arm.patch(canvas)
    if patch is None:
        return
    outside = np.asarray(patch.tissue <= Tissue.TABLE)
    distance = arm.distance(patch)
    patch.paint(distance, SKIN_HU, Tissue.SKIN, outside)
    patch.paint(distance + np.float32(SKIN_MM), FAT_HU, Tissue.FAT, outside)
    patch.paint(distance + np.float32(ARM_FAT_MM), MUSCLE_HU, Tissue.MUSCLE, outside)


def _paint_blade(canvas: Canvas, side: float) -> None:
    """Paint the flat part of a shoulder blade, which follows the rib cage, and its thick outer rim."""
    corners = np.sort(np.array([(52.0 * side, 10.0, -12.0), (152.0 * side, 112.0, 114.0)]), axis=0)
    patch = canvas.whole.between(corners)
    if patch is None:
        return
    at = patch.at.mirrored(side)
    off = cage_distance(patch.at) - np.float32(_BLADE_OUT_MM) - 9 * rise(at.x, 85, 130)
    outer = 12 - at.y + np.float32(0.62) * (96 - at.z)
    outline = smooth_max(smooth_max(82 - at.x, outer, 8.0), np.maximum(at.z - 104, -2 - at.z), 8.0)
    plate = smooth_max(np.abs(off) - np.float32(1.9), outline, 3.0)
    rim = np.maximum(np.hypot(off, outline + 4) - np.float32(4.2), outer - 2)
    patch.paint(np.minimum(plate, rim), THIN_CORTEX_HU + 70, Tissue.BONE)
    patch.paint(np.minimum(plate + np.float32(1.4), rim + np.float32(1.6)), MARROW_HU, Tissue.BONE)
