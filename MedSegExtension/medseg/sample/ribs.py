"""The ribs with their cartilage, and the sternum."""

from dataclasses import dataclass

import numpy as np

from medseg.sample.bone import RIB_CORTEX_MM, THIN_CORTEX_HU, paint_long_bone
from medseg.sample.build import Build
from medseg.sample.canvas import Canvas
from medseg.sample.noise import SmoothNoise
from medseg.sample.shapes import smooth_max, superellipse
from medseg.sample.tissue import Tissue
from medseg.sample.torso import cage_points, front_y
from medseg.sample.tube import Tube
from medseg.types import Floats

FIRST_MM, PITCH_MM, OUTWARDS_MM = 132.0, 22.0, 6.5
MARROW_HU, CARTILAGE_HU, STERNUM_MARROW_HU, JOINT_HU = 240.0, 105.0, 120.0, 90.0
_TALL, _CARTILAGE_MM = 1.55, 3.6
_STERNUM_TOP_MM, _STERNUM_END_MM, _JOINT_MM = 85.0, -58.0, 44.0


@dataclass(frozen=True)
class _Rib:
    """Course of a rib.

    Attributes:
        drop_mm: How far it would come down on its way to the midline in front.
        bone_end: Angle from the spine, in radians, at which bone ends.
        rise_mm: How far its cartilage rises again to the sternum.
        is_joined: Whether its cartilage reaches the sternum.
        thickness: Against the usual.
    """

    drop_mm: float
    bone_end: float
    rise_mm: float = 0.0
    is_joined: bool = True
    thickness: float = 1.0


_RIBS = (
    _Rib(40, 2.45, thickness=0.85),
    _Rib(58, 2.5),
    _Rib(76, 2.55, 4),
    _Rib(92, 2.55, 10),
    _Rib(104, 2.5, 20),
    _Rib(112, 2.42, 34),
    _Rib(116, 2.3, 48),
    _Rib(112, 2.1, 60),
    _Rib(104, 1.9, 60),
    _Rib(92, 1.7),
    _Rib(60, 1.2, is_joined=False, thickness=0.85),
    _Rib(36, 0.85, is_joined=False, thickness=0.85),
)


def paint_ribs(canvas: Canvas, build: Build) -> None:
    """Paint the ribs of both sides."""
    for row, side in enumerate((1.0, -1.0)):
        for number, rib in enumerate(_RIBS):
            height = FIRST_MM - PITCH_MM * number + float(build.rib_shift_mm[row, number])
            _paint_rib(canvas, rib, height, side)


def _paint_rib(canvas: Canvas, rib: _Rib, height_mm: float, side: float) -> None:
    angles = np.linspace(0.24, 2.92, 60)
    points = _course(rib, height_mm, angles) * (side, 1.0, 1.0)
    bone = points[angles <= rib.bone_end]
    cartilage = points[angles >= rib.bone_end]
    if rib.is_joined:
        tube = Tube(cartilage, np.full(len(cartilage), _CARTILAGE_MM), 1.45)
        patch = tube.patch(canvas)
        if patch is not None:
            patch.paint(tube.distance(patch), CARTILAGE_HU, Tissue.CARTILAGE)
    radii = np.interp(np.arange(len(bone)), [0, 6, len(bone)], [3.6, 3.9, 4.0]) * rib.thickness
    paint_long_bone(canvas, Tube(bone, radii, _TALL), MARROW_HU, RIB_CORTEX_MM)


def _course(rib: _Rib, height_mm: float, angles: Floats) -> Floats:
    """Points (n, 3) along a rib of the left side: around the rib cage, down, and up again along the cartilage."""
    part = (angles - angles[0]) / (np.pi - angles[0])
    z = height_mm - rib.drop_mm * part**1.12 + 4 * np.sin(np.pi * np.minimum(part * 5, 1))
    z = z + rib.rise_mm * np.clip((angles - 2.3) / 0.65, 0, 1) ** 1.5
    points = cage_points(angles, z, OUTWARDS_MM)
    towards_spine = 20 * np.exp(-((points[:, 0] / 36) ** 2)) * (points[:, 1] > 0)
    points[:, 1] -= towards_spine
    return points


def paint_sternum(canvas: Canvas, grain: SmoothNoise) -> None:
    """Paint the manubrium and the body of the sternum, a plate that leans forward downwards.

    Args:
        canvas: Where to paint.
        grain: Texture of the marrow.
    """
    heights = np.linspace(_STERNUM_END_MM, _STERNUM_TOP_MM, 12)
    front = front_y(heights)
    corners = np.array([(-34.0, front.min() - 16, _STERNUM_END_MM - 4), (34.0, front.max() + 6, _STERNUM_TOP_MM + 4)])
    patch = canvas.whole.between(corners)
    if patch is None:
        return
    z = patch.at.z
    y = patch.at.y - np.interp(z, heights, front).astype(np.float32) + np.float32(6.5)
    half = np.interp(z, [-58, -44, -20, 20, 40, 48, 62, 84], [3, 12, 17, 13.5, 12, 16, 24, 27]).astype(np.float32)
    plate = superellipse(patch.at.x, y, half, 5.4, 3.0)
    plate = smooth_max(plate, np.maximum(z - np.float32(_STERNUM_TOP_MM), np.float32(_STERNUM_END_MM) - z), 4.0)
    patch.paint(plate, THIN_CORTEX_HU, Tissue.BONE)
    patch.paint(plate + np.float32(1.3), STERNUM_MARROW_HU + 25 * grain.on(patch.at), Tissue.BONE)
    joint = np.maximum(plate, np.abs(z - np.float32(_JOINT_MM)) - np.float32(1.5))
    patch.paint(joint, JOINT_HU, Tissue.CARTILAGE)
