"""What lies below the diaphragm: liver, spleen, stomach with its gas, some bowel."""

import numpy as np

from medseg.sample.patch import Patch
from medseg.sample.place import Field
from medseg.sample.shapes import ellipsoid, smooth_max
from medseg.sample.tissue import Tissue
from medseg.sample.torso import cage_distance, diaphragm_distance, spine_y
from medseg.types import Triple

TOP_MM = -35.0
DIAPHRAGM_MM, STOMACH_WALL_MM, COLON_WALL_MM = 3.5, 4.0, 3.0
FAT_HU, MUSCLE_HU, LIVER_HU, SPLEEN_HU = -104.0, 50.0, 60.0, 50.0
WALL_HU, FLUID_HU, GAS_HU = 40.0, 12.0, -985.0
_STOMACH: tuple[Triple, Triple] = ((62.0, -22.0, -103.0), (44.0, 46.0, 40.0))
_COLON: tuple[tuple[Triple, Triple], ...] = (
    ((58.0, -62.0, -142.0), (34.0, 18.0, 17.0)),
    ((104.0, -20.0, -146.0), (17.0, 30.0, 19.0)),
)
_FLUID_LEVEL_Y = -28.0


def paint_abdomen(patch: Patch, coarse: Field, fine: Field) -> None:
    """Paint the diaphragm and all below it.

    Args:
        patch: Where to paint.
        coarse: Irregularity over centimetres (k, j, i), SD 1.
        fine: Texture over millimetres (k, j, i), SD 1.
    """
    if float(patch.at.z.min()) > TOP_MM:
        return
    below = np.maximum(cage_distance(patch.at) + 1, -diaphragm_distance(patch.at))
    patch.paint(below, MUSCLE_HU, Tissue.MUSCLE)
    inside = below + np.float32(DIAPHRAGM_MM)
    patch.paint(inside, FAT_HU + 9 * fine, Tissue.FAT)
    _paint_liver(patch, inside, coarse, fine)
    _paint_spleen(patch, inside, fine)
    _paint_crura(patch, inside)
    _paint_stomach(patch, inside, coarse)
    _paint_colon(patch, inside, coarse)


def _paint_liver(patch: Patch, inside: Field, coarse: Field, fine: Field) -> None:
    """Paint the liver, which fills the right dome, tapers to the left and leaves room for the spine."""
    at = patch.at
    liver = ellipsoid(at, (-58.0, -8.0, -118.0), (100.0, 86.0, 110.0), 2.6)
    taper = (at.x - 38 + np.float32(0.55) * (at.y + 30)) * np.float32(0.85)
    spine = 26 - np.hypot(at.x, at.y - spine_y(at.z) + 6)
    liver = smooth_max(smooth_max(liver, taper, 20.0), spine, 8.0) + 2 * coarse
    patch.paint(np.maximum(liver, inside), LIVER_HU + 3 * fine + 2 * coarse, Tissue.ORGAN)


def _paint_spleen(patch: Patch, inside: Field, fine: Field) -> None:
    spleen = ellipsoid(patch.at, (98.0, 36.0, -112.0), (27.0, 44.0, 46.0), 2.2)
    spleen = smooth_max(spleen, 3 - ellipsoid(patch.at, *_STOMACH), 6.0)
    patch.paint(np.maximum(spleen, inside), SPLEEN_HU + 3 * fine, Tissue.ORGAN)


def _paint_crura(patch: Patch, inside: Field) -> None:
    """Paint the diaphragm's legs, an arch around the aorta in front of the spine."""
    behind = patch.at.y - spine_y(patch.at.z)
    arch = np.abs(np.hypot(patch.at.x - 3, behind + 6) - 25) - np.float32(1.8)
    patch.paint(np.maximum(np.maximum(arch, inside), behind - 2), MUSCLE_HU, Tissue.MUSCLE)


def _paint_stomach(patch: Patch, inside: Field, coarse: Field) -> None:
    """Paint the stomach, with gas in front of its fluid, as in a patient on his back."""
    wall = np.maximum(ellipsoid(patch.at, *_STOMACH) + 3 * coarse, inside)
    patch.paint(wall, WALL_HU, Tissue.ORGAN)
    content = wall + np.float32(STOMACH_WALL_MM)
    patch.paint(content, FLUID_HU, Tissue.ORGAN)
    patch.paint(np.maximum(content, patch.at.y - np.float32(_FLUID_LEVEL_Y)), GAS_HU, Tissue.GAS)


def _paint_colon(patch: Patch, inside: Field, coarse: Field) -> None:
    for loop in _COLON:
        wall = np.maximum(ellipsoid(patch.at, *loop) + 2 * coarse, inside)
        patch.paint(wall, WALL_HU, Tissue.ORGAN)
        patch.paint(wall + np.float32(COLON_WALL_MM), GAS_HU, Tissue.GAS)
