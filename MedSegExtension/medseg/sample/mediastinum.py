"""Great vessels, airways down to the lobes, gullet and thyroid, with the fat that holds the lungs off."""

from medseg.sample.canvas import Canvas
from medseg.sample.heart import HEART_BOX, paint_heart
from medseg.sample.hilum import LOBAR_AIRWAYS
from medseg.sample.tissue import Tissue
from medseg.sample.tube import Knots, Tube

BLOOD_HU, WALL_HU, LUMEN_HU, GULLET_HU, THYROID_HU, FAT_HU = 42.0, 25.0, -990.0, 38.0, 110.0, -95.0
WALL_MM, SHEATH_MM = 1.4, 3.0
_AORTA: Knots = (
    (4, -22, 0, 16),
    (-12, -27, 24, 16),
    (-11, -19, 46, 15.5),
    (0, -2, 59, 14.5),
    (15, 18, 59, 13.5),
    (25, 37, 47, 13),
    (28, 47, 25, 12.5),
    (27, 48, -20, 12),
    (18, 45, -70, 11.5),
    (8, 42, -120, 11),
    (4, 40, -240, 10.5),
)
_PULMONARY_ARTERIES: tuple[Knots, ...] = (
    ((14, -48, -4, 14), (21, -38, 14, 14), (24, -18, 25, 13), (33, 0, 27, 10.5), (42, 18, 20, 9)),
    ((22, -16, 24, 12), (4, -6, 21, 11), (-22, 4, 17, 10.5), (-38, 10, 12, 9)),
)
_PULMONARY_VEINS: tuple[Knots, ...] = (
    ((-14, 3, 0, 7), (-24, 2, 4, 6.5), (-40, -2, 12, 5.5)),
    ((-14, 8, -10, 7), (-24, 13, -14, 6.5), (-38, 24, -25, 5.5)),
    ((22, 2, 2, 7), (31, 0, 6, 6.5), (44, -3, 13, 5.5)),
    ((22, 8, -8, 7), (31, 13, -12, 6.5), (41, 26, -23, 5.5)),
)
# superior vena cava with its right, then its left tributary; inferior vena cava; azygos vein
_VEINS: tuple[Knots, ...] = (
    ((-26, -18, 8, 9.5), (-28, -14, 40, 9), (-26, -16, 66, 8.5), (-34, -24, 95, 7), (-48, -22, 112, 6.5), (-84, -24, 118, 6)),
    ((-24, -18, 64, 7), (0, -27, 76, 7), (26, -26, 92, 7), (44, -22, 112, 6.5), (84, -24, 118, 6)),
    ((-22, -4, -15, 11), (-22, 4, -55, 12), (-22, 16, -110, 11), (-20, 26, -240, 11)),
    ((-6, 40, -160, 3.5), (-7, 43, -20, 4), (-9, 41, 40, 4.5), (-24, 24, 51, 4.5), (-27, -6, 48, 4.5)),
)
# brachiocephalic trunk with the right carotid, left carotid, left and right subclavian artery
_ARTERIES: tuple[Knots, ...] = (
    ((2, -6, 62, 6.5), (-12, -4, 90, 6.5), (-20, 0, 112, 5.2), (-24, 2, 200, 4)),
    ((12, 6, 64, 4.2), (18, 4, 100, 4), (22, 2, 200, 4)),
    ((20, 18, 62, 5), (30, 20, 100, 5), (44, 6, 124, 4.6), (90, -6, 122, 4), (134, 4, 100, 3.6)),
    ((-20, 0, 110, 4.8), (-44, 4, 124, 4.6), (-90, -6, 122, 4), (-134, 4, 100, 3.6)),
)
# windpipe, right and left main bronchus, intermediate bronchus
_AIRWAYS: tuple[Knots, ...] = (
    ((0, -4, 210, 8.5), (0, 4, 130, 8.5), (-1, 12, 90, 8.5), (-3, 21, 44, 9), (-3, 22, 37, 8)),
    ((-3, 21, 42, 7.5), (-16, 22, 28, 7), (-28, 22, 20, 6.4)),
    ((-3, 21, 42, 7.5), (13, 22, 27, 6.2), (36, 24, 12, 5.6)),
    ((-28, 22, 20, 5.8), (-31, 24, 2, 5.2)),
)
_GULLET: Knots = (
    (3, 16, 210, 7),
    (4, 24, 120, 7.5),
    (6, 31, 70, 8),
    (5, 34, 30, 8),
    (7, 34, -20, 8),
    (18, 26, -60, 8),
    (40, 6, -88, 8),
)
_THYROID: Knots = ((17, 6, 132, 5), (18, 2, 148, 9), (15, 0, 175, 6))


def paint_mediastinum(canvas: Canvas) -> None:
    """Paint the heart, the great vessels, the gullet, the thyroid and the airways."""
    vessels = [Tube.through(knots) for knots in (_AORTA, *_PULMONARY_ARTERIES, *_PULMONARY_VEINS, *_VEINS, *_ARTERIES)]
    central = [Tube.through(knots, 4.0) for knots in _AIRWAYS]
    gullet, thyroid = Tube.through(_GULLET), Tube.through(_THYROID)
    for tube in (*vessels, *central, gullet):
        _hold_lungs_off(canvas, tube.widened(SHEATH_MM))
    heart = canvas.whole.between(HEART_BOX)
    if heart is not None:
        paint_heart(heart)
    paint_tube(canvas, gullet, GULLET_HU, Tissue.ORGAN)
    for side in (1.0, -1.0):
        paint_tube(canvas, thyroid.mirrored(side), THYROID_HU, Tissue.ORGAN)
    for vessel in vessels:
        paint_tube(canvas, vessel, BLOOD_HU, Tissue.VESSEL)
    _paint_airways(canvas, central + [Tube.through(knots, 4.0) for knots in LOBAR_AIRWAYS])


def paint_tube(canvas: Canvas, tube: Tube, hu: float, tissue: Tissue) -> None:
    """Paint a tube of one intensity and tissue."""
    patch = tube.patch(canvas)
    if patch is not None:
        patch.paint(tube.distance(patch), hu, tissue)


def _paint_airways(canvas: Canvas, airways: list[Tube]) -> None:
    """Paint all walls before the first lumen, so that no wall closes a fork."""
    for airway in airways:
        paint_tube(canvas, airway.widened(WALL_MM), WALL_HU, Tissue.AIRWAY)
    for airway in airways:
        paint_tube(canvas, airway, LUMEN_HU, Tissue.AIRWAY)


def _hold_lungs_off(canvas: Canvas, tube: Tube) -> None:
    """Paint fat where a tube's sheath reaches into a lung."""
    patch = tube.patch(canvas)
    if patch is not None:
        patch.paint(tube.distance(patch), FAT_HU, Tissue.FAT, patch.within(Tissue.LUNG))
