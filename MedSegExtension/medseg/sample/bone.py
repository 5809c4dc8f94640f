"""Bone as a shell of cortex around marrow."""

from medseg.sample.canvas import Canvas
from medseg.sample.tissue import Tissue
from medseg.sample.tube import Tube

CORTEX_HU, THIN_CORTEX_HU = 720.0, 530.0
CORTEX_MM, RIB_CORTEX_MM = 1.5, 1.1


def paint_long_bone(canvas: Canvas, tube: Tube, marrow_hu: float, cortex_mm: float = CORTEX_MM) -> None:
    """Paint a bone that has the shape of a tube.

    Args:
        canvas: Where to paint.
        tube: Its surface.
        marrow_hu: Intensity of the marrow.
        cortex_mm: Thickness of the cortex.
    """
    patch = tube.patch(canvas)
    if patch is None:
        return
    distance = tube.distance(patch)
    patch.paint(distance, CORTEX_HU, Tissue.BONE)
    patch.paint(distance + cortex_mm, marrow_hu, Tissue.BONE)
