"""The heart: its chambers, and the fat in and around its grooves."""

import numpy as np

from medseg.sample.patch import Patch
from medseg.sample.place import Field, Place
from medseg.sample.shapes import smooth_max, smooth_min, turned_ellipsoid
from medseg.sample.tissue import Tissue
from medseg.sample.torso import diaphragm_distance
from medseg.types import Triple

HEART_BOX = np.array([(-62.0, -92.0, -78.0), (94.0, 34.0, 32.0)])
MUSCLE_HU, FAT_HU = 46.0, -95.0
_GROOVE_MM = 15.0
# middle, half axes, turn about z in degrees: left ventricle, right ventricle, right atrium, left atrium
_CHAMBERS: tuple[tuple[Triple, Triple, float], ...] = (
    ((34.0, -26.0, -28.0), (50.0, 31.0, 33.0), -32.0),
    ((6.0, -55.0, -28.0), (44.0, 25.0, 32.0), -12.0),
    ((-26.0, -28.0, -20.0), (22.0, 28.0, 35.0), 0.0),
    ((4.0, 4.0, -4.0), (33.0, 20.0, 24.0), 0.0),
)


def heart_distance(at: Place) -> Field:
    """Distance to the whole heart, its grooves filled."""
    return _joined(_chamber_distances(at))


def paint_heart(patch: Patch) -> None:
    """Paint the heart on the diaphragm: fat in and over the grooves, then the chambers."""
    chambers = _chamber_distances(patch.at)
    above = diaphragm_distance(patch.at)
    patch.paint(smooth_max(_joined(chambers), above, 4.0), FAT_HU, Tissue.HEART)
    nearest = np.minimum.reduce(np.broadcast_arrays(*chambers))
    patch.paint(smooth_max(nearest, above + 3, 4.0), MUSCLE_HU, Tissue.HEART)


def _chamber_distances(at: Place) -> list[Field]:
    return [turned_ellipsoid(at, *chamber) for chamber in _CHAMBERS]


def _joined(chambers: list[Field]) -> Field:
    """Distance to the union of the chambers with wide fillets: what is between it and them is fat."""
    total = chambers[0]
    for chamber in chambers[1:]:
        total = smooth_min(total, chamber, _GROOVE_MM)
    return total
