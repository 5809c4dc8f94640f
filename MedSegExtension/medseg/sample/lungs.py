"""The lungs' outline and their lobes."""

import numpy as np

from medseg.sample.heart import heart_distance
from medseg.sample.place import Field, Place
from medseg.sample.shapes import ellipsoid, rise, smooth_max
from medseg.sample.torso import cage_distance, diaphragm_distance, spine_y
from medseg.types import Floats

LUNGS_BOX = np.array([(-136.0, -98.0, -160.0), (136.0, 98.0, 126.0)])
LOBES = ("right upper", "right middle", "right lower", "left upper", "left lower")
PLEURA_MM, PERICARDIUM_MM = 1.5, 4.0
_APEX_MM = 121.0


def lung_distance(at: Place) -> Field:
    """Distance to the nearer lung; great vessels and airways still have to be carved out.

    The lungs are what the rib cage holds above the diaphragm, below the apical domes, beside the mediastinum and the heart.
    """
    inside = smooth_max(cage_distance(at) + np.float32(PLEURA_MM), _apex_distance(at), 12.0)
    inside = smooth_max(inside, _mediastinum_width(at) - np.abs(at.x), 9.0)
    inside = smooth_max(inside, -ellipsoid(at, (-3.0, 12.0, 46.0), (25.0, 34.0, 36.0)), 8.0)
    inside = smooth_max(inside, np.float32(PERICARDIUM_MM) - heart_distance(at), 5.0)
    return np.asarray(np.maximum(np.maximum(inside, diaphragm_distance(at)), -_hilum_distance(at)))


def random_points(random: np.random.Generator, count: int, depth_mm: float) -> Floats:
    """Points (n, 3) spread evenly over the lungs, at least so deep under their surface; of `count` tries about a third fit."""
    points = random.uniform(LUNGS_BOX[0], LUNGS_BOX[1], (count, 3))
    return np.asarray(points[lung_distance(Place.of(points)) < -depth_mm])


def _apex_distance(at: Place) -> Field:
    """Distance to the domes that close the lungs on top, steeper behind than in front."""
    across = (np.abs(at.x) - np.float32(44)) / np.float32(46)
    along = (at.y - np.float32(36)) / np.where(at.y < 36, np.float32(55), np.float32(48))
    drop = np.float32(30) * (np.sqrt(1 + np.float32(2.2) * (across * across + along * along)) - 1)
    return np.asarray((at.z - np.float32(_APEX_MM) + drop) / np.float32(1.3))


def _mediastinum_width(at: Place) -> Field:
    """Half width of what lies between the lungs, apart from the heart, by height, depth and side."""
    behind = at.y - spine_y(at.z)
    spine = 19 + np.float32(0.85) * np.maximum(behind + 1, 0) - 22 * rise(-behind, 8, 20)
    high, middle = rise(at.z, 58, 84), rise(at.z, -22, 6)
    side = np.where(at.x > 0, 8 + 8 * middle + 16 * high, 6 + 7 * middle + 17 * high)
    core = np.clip(np.float32(1.12) - (np.abs(at.y - np.float32(14)) / 52) ** 3, np.float32(0.2), 1)
    front = 1 - np.float32(0.75) * rise(-at.y, 30, 66) * (1 - high)
    centre = side * (front + high * (core - 1))
    return np.asarray(np.maximum(np.maximum(centre, spine), 22 * rise(-at.y, 62, 96)))


def _hilum_distance(at: Place) -> Field:
    """Distance to the soft tissue of the hila, where the bronchi and vessels enter."""
    right = ellipsoid(at, (-30.0, 14.0, 4.0), (11.0, 16.0, 24.0))
    left = ellipsoid(at, (33.0, 14.0, 6.0), (11.0, 16.0, 24.0))
    return np.minimum(right, left)


def oblique_fissure(at: Place) -> Field:
    """Signed distance to the oblique fissures, above zero in the lower lobes."""
    height = np.float32(-14) + np.float32(0.78) * (at.y - 6) + np.float32(0.0016) * (at.y - 6) ** 2
    bend = np.float32(0.0013) * (np.abs(at.x) - 60) ** 2
    return np.asarray((height - bend - at.z) * np.float32(0.77))


def horizontal_fissure(at: Place) -> Field:
    """Signed distance to the right lung's horizontal fissure, above zero in the upper lobe."""
    return np.asarray(at.z - 3 - np.float32(0.05) * (at.y + 40) + np.float32(0.0012) * (at.x + 70) ** 2)


def lobe(at: Place) -> Field:
    """Number of the lobe, as in `LOBES`."""
    is_lower = oblique_fissure(at) > 0
    right = np.where(is_lower, 2, np.where(horizontal_fissure(at) > 0, 0, 1))
    return np.asarray(np.where(at.x > 0, np.where(is_lower, 4, 3), right))
