"""Outlines of the trunk: the skin, the inside of the rib cage, the diaphragm, the line of the spine.

A man of 175 cm with his arms above his head; `Build` makes others of him.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from medseg.sample.place import Field, Place
from medseg.sample.shapes import smooth_max, superellipse
from medseg.types import Floats

Outline = tuple[tuple[float, float, float, float], ...]

_BODY_POWER = 2.35
_CAGE_POWER = 2.45
# z, half width, half depth, middle in y
_BODY: Outline = (
    (-200, 157, 110, 2),
    (-100, 160, 112, 1),
    (-40, 163, 113, 0),
    (20, 167, 111, 1),
    (60, 173, 103, 7),
    (90, 178, 92, 17),
    (115, 176, 82, 26),
    (135, 150, 73, 33),
    (160, 112, 65, 38),
    (200, 75, 60, 40),
)
_CAGE: Outline = (
    (-200, 126, 88, -3),
    (-100, 132, 92, -2),
    (-50, 134, 93, 0),
    (0, 131, 91, 1),
    (40, 122, 84, 6),
    (70, 107, 74, 11),
    (95, 84, 58, 20),
    (115, 62, 44, 26),
    (140, 44, 34, 30),
    (200, 40, 30, 32),
)
# middle in x and y, height of the top in mm
_RIGHT_DOME, _LEFT_DOME = (-68.0, -12.0, -46.0), (70.0, -10.0, -60.0)


def body_distance(at: Place) -> Field:
    """Distance to the skin of the trunk, without the furrow of the back."""
    half_x, half_y, middle = _outline(_BODY, at.z)
    return superellipse(at.x, at.y - middle, half_x, half_y, _BODY_POWER)


def cage_distance(at: Place) -> Field:
    """Distance to the inside of the rib cage, which goes on down around the abdomen."""
    half_x, half_y, middle = _outline(_CAGE, at.z)
    return superellipse(at.x, at.y - middle, half_x, half_y, _CAGE_POWER)


def cage_points(angles: Floats, z_mm: Floats, outwards_mm: float) -> Floats:
    """Points (n, 3) just outside the rib cage.

    Args:
        angles: From the spine (0) over the left side to the sternum (pi), (n,).
        z_mm: Heights (n,).
        outwards_mm: Distance from the inside of the rib cage.
    """
    half_x, half_y, middle = (part.astype(np.float64) for part in _outline(_CAGE, z_mm))
    sine, cosine = np.sin(angles), np.cos(angles)
    share = np.abs(sine / (half_x + outwards_mm)) ** _CAGE_POWER + np.abs(cosine / (half_y + outwards_mm)) ** _CAGE_POWER
    radius = share ** (-1 / _CAGE_POWER)
    return np.stack([radius * sine, middle + radius * cosine, z_mm], axis=-1)


def front_y(z_mm: Floats) -> Floats:
    """Where the inside of the rib cage lies in the midline in front, at some heights (n,)."""
    _, half_y, middle = _outline(_CAGE, z_mm)
    return np.asarray(middle - half_y, dtype=np.float64)


def spine_y(z_mm: Field) -> Field:
    """Where the middle of the vertebral bodies lies at some heights: the thoracic kyphosis."""
    return np.asarray(np.float32(61) - np.float32(0.0011) * (z_mm + np.float32(10)) ** 2)


def diaphragm_distance(at: Place) -> Field:
    """Distance to the diaphragm's upper face, below zero above it, in the chest."""
    step = np.float32(0.5)
    slope_x = _diaphragm_z(at.x + step, at.y) - _diaphragm_z(at.x - step, at.y)
    slope_y = _diaphragm_z(at.x, at.y + step) - _diaphragm_z(at.x, at.y - step)
    return np.asarray((_diaphragm_z(at.x, at.y) - at.z) / np.sqrt(1 + slope_x * slope_x + slope_y * slope_y))


def _diaphragm_z(x: Field, y: Field) -> Field:
    """Height of the diaphragm: two domes, the right one higher, that fall steeply to the chest wall."""
    right = _dome(_RIGHT_DOME[0] - x, y - _RIGHT_DOME[1], _RIGHT_DOME[2])
    left = _dome(x - _LEFT_DOME[0], y - _LEFT_DOME[1], _LEFT_DOME[2])
    return smooth_max(right, left, 14.0)


def _dome(outwards: Field, backwards: Field, top_mm: float) -> Field:
    """Height of one dome: it falls deep behind and at the side, little towards the middle."""
    u = (outwards / np.where(outwards > 0, np.float32(66), np.float32(170))) ** 2
    v = (backwards / np.where(backwards > 0, np.float32(98), np.float32(90))) ** 2
    depth = np.where(backwards > 0, np.float32(74), np.float32(46))
    return np.asarray(np.float32(top_mm) - np.float32(60) * _sag(u) - depth * _sag(v) - np.float32(16) * u * v)


def _sag(square: Field) -> Field:
    """How far a dome has come down, 0 in its middle, 1 at its rim; flat at first, then steep."""
    return np.asarray(square * (np.float32(0.45) + np.float32(0.55) * square))


def _outline(table: Outline, z_mm: Field) -> tuple[Field, Field, Field]:
    """Half width, half depth and middle in y at some heights, smoothly from a table."""
    values = _interpolator(table)(np.clip(z_mm, table[0][0], table[-1][0])).astype(np.float32)
    return values[..., 0], values[..., 1], values[..., 2]


@cache
def _interpolator(table: Outline) -> Callable[[Field], Floats]:
    from scipy.interpolate import PchipInterpolator

    numbers = np.asarray(table, dtype=np.float64)
    interpolate: Callable[[Field], Floats] = PchipInterpolator(numbers[:, 0], numbers[:, 1:])
    return interpolate
