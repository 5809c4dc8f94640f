"""What the lungs hold: fissures, vessels, bronchi."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.sample.canvas import Canvas
from medseg.sample.hilum import LOBAR_AIRWAYS, LOBAR_ARTERIES, LOBAR_VEINS
from medseg.sample.lungs import LOBES, LUNGS_BOX, horizontal_fissure, lobe, oblique_fissure, random_points
from medseg.sample.mediastinum import BLOOD_HU
from medseg.sample.place import Place
from medseg.sample.random_source import RandomSource
from medseg.sample.tissue import Tissue
from medseg.sample.tree import grow
from medseg.sample.tube import Tube, beads

ARTERY_TIPS, VEIN_TIPS = (210, 100, 300, 270, 300), (150, 70, 200, 180, 200)
VESSEL_TIP_MM, BRONCHUS_TIP_MM, VISIBLE_BRONCHUS_MM = 0.55, 0.62, 1.15
BRONCHUS_WALL_HU, BRONCHUS_LUMEN_HU = -60.0, -960.0
THIN_VOXELS, BEAD_VOXELS, VISIBLE_PIXELS = 0.5, 0.4, 0.35
_TRIES, _DEPTH_MM = 12_000, 2.5
_FISSURE_MM, _FISSURE_HU = 0.55, 0.0


@dataclass(frozen=True, eq=False)
class LungTrees:
    """What branches in the lungs.

    Attributes:
        vessels: Arteries and veins.
        bronchi: Those wide enough for their lumen to be seen.
    """

    vessels: list[Tube]
    bronchi: list[Tube]

    @classmethod
    def grown(cls, source: RandomSource) -> "LungTrees":
        """Grow the trees of all lobes."""
        points = random_points(source.stream("tips of lung vessels"), _TRIES, _DEPTH_MM)
        lobes = lobe(Place.of(points))
        vessels: list[Tube] = []
        bronchi: list[Tube] = []
        for number in range(len(LOBES)):
            random = source.stream("trees of a lobe", number)
            tips = random.permutation(points[lobes == number])
            last = ARTERY_TIPS[number] + VEIN_TIPS[number]
            for knots, own in (
                (LOBAR_ARTERIES[number], tips[: ARTERY_TIPS[number]]),
                (LOBAR_VEINS[number], tips[ARTERY_TIPS[number] : last]),
            ):
                trunk = Tube.through(knots)
                vessels += [trunk, *grow(trunk, own, VESSEL_TIP_MM, random)]
            airway = Tube.through(LOBAR_AIRWAYS[number])
            bronchi += grow(airway, tips[: ARTERY_TIPS[number] : 3], BRONCHUS_TIP_MM, random)
        return cls(vessels, [bronchus for bronchus in bronchi if bronchus.radii_mm[0] > VISIBLE_BRONCHUS_MM])


def paint_fissures(canvas: Canvas) -> None:
    """Paint the fissures, sheets thinner than a voxel."""
    for _, slab in canvas.slabs():
        patch = slab.between(LUNGS_BOX)
        if patch is None:
            continue
        oblique = oblique_fissure(patch.at)
        in_front_right = (patch.at.x < 0) & (oblique < 0)
        horizontal = np.where(in_front_right, np.abs(horizontal_fissure(patch.at)), np.float32(99))
        width = np.float32(max(patch.edge_mm, 1.0))
        cover = np.clip(1 - np.minimum(np.abs(oblique), horizontal) / width, 0, 1) * (np.float32(_FISSURE_MM) / width)
        patch.blend(np.minimum(cover, np.float32(0.35)) * patch.within(Tissue.LUNG), _FISSURE_HU)


def paint_bronchi(canvas: Canvas, bronchi: list[Tube]) -> None:
    """Paint bronchi where there is lung, all walls before the lumens; of one far thinner than a pixel nothing is seen."""
    bronchi = [bronchus for bronchus in bronchi if bronchus.radii_mm[0] > VISIBLE_PIXELS * canvas.whole.edge_mm]
    for bronchus in bronchi:
        _paint_in_lung(canvas, Tube(bronchus.points, 0.35 + 1.14 * bronchus.radii_mm), BRONCHUS_WALL_HU)
    for bronchus in bronchi:
        _paint_in_lung(canvas, bronchus, BRONCHUS_LUMEN_HU)


def paint_vessels(canvas: Canvas, vessels: list[Tube]) -> None:
    """Paint vessels where there is lung: thick ones as shapes, thin ones by the share of each voxel that they fill."""
    limit = THIN_VOXELS * canvas.whole.edge_mm
    for vessel in vessels:
        if vessel.radii_mm.max() >= limit:
            _paint_in_lung(canvas, vessel, BLOOD_HU)
    share = _filled_share(canvas, [vessel for vessel in vessels if vessel.radii_mm.max() < limit])
    hu, tissue = canvas.whole.hu, canvas.whole.tissue
    for k in range(len(hu)):
        hu[k] += np.minimum(share[k], 1) * (tissue[k] == Tissue.LUNG) * (np.float32(BLOOD_HU) - hu[k])


def _filled_share(canvas: Canvas, tubes: list[Tube]) -> NDArray[np.float32]:
    """Share of each voxel (k, j, i) that thin tubes fill: their volume, dealt out to the eight voxels around it."""
    share = np.zeros(np.asarray(canvas.geometry.shape) + 2, dtype=np.float32)
    if tubes:
        points, volumes = beads(tubes, BEAD_VOXELS * canvas.whole.edge_mm)
        place = canvas.to_kji(points)
        corner = np.floor(place).astype(np.int64)
        for step in np.ndindex(2, 2, 2):
            weight = np.prod(np.where(np.asarray(step) == 1, place - corner, 1 + corner - place), axis=1)
            index = corner + step + 1
            fits = np.all((index >= 0) & (index < share.shape), axis=1)
            np.add.at(share, tuple(index[fits].T), (weight * volumes / canvas.voxel_mm3)[fits].astype(np.float32))
    return share[1:-1, 1:-1, 1:-1]


def _paint_in_lung(canvas: Canvas, tube: Tube, hu: float) -> None:
    """Paint a tube where there is lung, so that it brings its volume: soft edges widen it, which is made good for.

    Where a pixel is too wide for the tube, it is shown half a pixel thick and so much fainter.
    """
    widening = canvas.whole.edge_mm**2 / 12
    shown2 = np.maximum(tube.radii_mm**2 - widening, canvas.whole.edge_mm**2 / 4)
    faint = float(np.mean(tube.radii_mm**2 / (shown2 + widening)))
    wide = Tube(tube.points, np.sqrt(shown2), tube.flatten)
    patch = wide.patch(canvas)
    if patch is not None:
        cover = np.clip(np.float32(0.5) - wide.distance(patch) / np.float32(patch.edge_mm), 0, 1)
        patch.blend(cover * np.float32(faint) * patch.within(Tissue.LUNG), hu)
