"""Shapes as signed distances in mm: below zero inside, above zero outside, near enough to the truth close to the surface."""

import numpy as np

from medseg.sample.place import Field, Place
from medseg.types import Floats, Triple

_TINY = np.float32(1e-6)


def smooth_max(one: Field, other: Field, width_mm: float) -> Field:
    """The larger of two distances, rounded where they meet: the intersection of two shapes with a fillet.

    A polynomial of second order (Quilez, "smooth minimum"); it exceeds the maximum by at most a quarter of the width.
    """
    overlap = np.maximum(np.float32(width_mm) - np.abs(one - other), 0)
    return np.asarray(np.maximum(one, other) + overlap * overlap * np.float32(0.25 / width_mm))


def smooth_min(one: Field, other: Field, width_mm: float) -> Field:
    """The smaller of two distances, rounded where they meet: the union of two shapes with a fillet."""
    overlap = np.maximum(np.float32(width_mm) - np.abs(one - other), 0)
    return np.asarray(np.minimum(one, other) - overlap * overlap * np.float32(0.25 / width_mm))


def rise(value: Field, start: float, end: float) -> Field:
    """From 0 to 1 between two values, smoothly."""
    part = np.clip((value - np.float32(start)) / np.float32(end - start), 0, 1)
    return np.asarray(part * part * (3 - 2 * part))


def superellipse(x: Field, y: Field, half_x: Field | float, half_y: Field | float, power: float) -> Field:
    """Distance to the outline |x/a|^n + |y/b|^n = 1, to first order.

    Args:
        x: Offsets from the centre in mm.
        y: Offsets from the centre in mm.
        half_x: Half width a in mm.
        half_y: Half height b in mm.
        power: Exponent n: 2 is an ellipse, more is squarer.
    """
    along_x, along_y = np.abs(x / half_x), np.abs(y / half_y)
    inner_x, inner_y = along_x ** np.float32(power - 1), along_y ** np.float32(power - 1)
    slope = (np.float32(power) * inner_x / half_x) ** 2 + (np.float32(power) * inner_y / half_y) ** 2
    excess = inner_x * along_x + (inner_y * along_y - np.float32(1))
    return np.asarray(excess / np.sqrt(slope + _TINY))


def ellipsoid(at: Place, centre: Triple, half: Triple, power: float = 2.0) -> Field:
    """Distance to an ellipsoid with axes along (x, y, z), or with a higher power to a squarer one, to first order."""
    off = at.from_point(*centre)
    parts = [np.abs(axis / np.float32(size)) for axis, size in zip((off.x, off.y, off.z), half, strict=True)]
    inner = [part ** np.float32(power - 1) for part in parts]
    squares = [(np.float32(power / size) * part) ** 2 for part, size in zip(inner, half, strict=True)]
    excess = inner[0] * parts[0] + inner[1] * parts[1] + (inner[2] * parts[2] - np.float32(1))
    return np.asarray(excess / np.sqrt(squares[0] + squares[1] + (squares[2] + _TINY)))


def turned_ellipsoid(at: Place, centre: Triple, half: Triple, degrees: float) -> Field:
    """Distance to an ellipsoid that is turned about z, to first order."""
    off = at.from_point(*centre)
    cosine, sine = np.float32(np.cos(np.radians(degrees))), np.float32(np.sin(np.radians(degrees)))
    turned = Place(cosine * off.x + sine * off.y, cosine * off.y - sine * off.x, off.z)
    return ellipsoid(turned, (0.0, 0.0, 0.0), half)


def capsule(at: Place, ends: Floats, radii_mm: tuple[float, float], flatten: float) -> Field:
    """Distance to a straight piece of a tube whose radius changes along it, with round ends.

    Args:
        at: Where.
        ends: Both ends (2, 3), as (x, y, z) in mm.
        radii_mm: Radius at each end.
        flatten: Height of the section along z over its width.
    """
    step = (ends[1] - ends[0]).astype(np.float32)
    off = at.from_point(*ends[0])
    length2 = np.float32(max(float(step @ step), 1e-6))
    along = np.clip((off.x * step[0] + off.y * step[1] + off.z * step[2]) / length2, 0, 1)
    dx, dy, dz = off.x - along * step[0], off.y - along * step[1], (off.z - along * step[2]) / np.float32(flatten)
    radius = np.float32(radii_mm[0]) + along * np.float32(radii_mm[1] - radii_mm[0])
    return np.asarray(np.sqrt(dx * dx + dy * dy + dz * dz) - radius)
