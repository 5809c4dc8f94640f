"""Slabs, histograms and maps of lungs that are boxes."""

import math

import numpy as np
import pytest

from medseg.metrics.involved_lungs import InvolvedLungs
from medseg.metrics.involvement_map import involvement_maps
from medseg.metrics.lung_distribution import hu_histograms, lung_levels
from medseg.records import LungAxis, MapView
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

SHAPE = (20, 12, 30)
RIGHT = (slice(0, 20), slice(1, 11), slice(2, 12))  # 20 x 10 x 10 voxels of 3 mm
LEFT = (slice(0, 20), slice(1, 11), slice(18, 28))
LESION = (slice(0, 4), slice(6, 11), slice(2, 12))  # of the right lung: the lowest two tenths, the back half
VOXEL_ML = 0.027


@pytest.fixture(scope="module")
def lungs():
    geometry = Geometry.from_axes(SHAPE, (3.0, 3.0, 3.0))
    masks = {Segment("Right lung"): box(RIGHT), Segment("Left lung"): box(LEFT)}
    array = np.full(SHAPE, 40, np.int16)
    array[RIGHT] = array[LEFT] = -856
    array[LESION] = -300
    array[0, 1, 18] = 900
    return InvolvedLungs.of(Volume(array, geometry, Modality.CT), Segmentation.from_masks(geometry, masks), box(LESION))


def box(place):
    mask = np.zeros(SHAPE, dtype=np.bool_)
    mask[place] = True
    return mask


def test_slabs_hold_what_was_counted(lungs):
    levels = {(level.region, level.axis, level.level): level for level in lung_levels(lungs)}
    assert len(levels) == 3 * 2 * 10
    low = levels["Right lung", LungAxis.FEET_TO_HEAD, 1]
    assert low.lung_ml == pytest.approx(2 * 100 * VOXEL_ML)
    assert low.infection_percent == pytest.approx(50)
    assert low.mean_hu == pytest.approx((-856 - 300) / 2)
    shares = [levels["Right lung", LungAxis.FEET_TO_HEAD, n].infection_percent for n in range(1, 11)]
    assert shares == pytest.approx([50, 50] + [0] * 8)
    shares = [levels["Right lung", LungAxis.FRONT_TO_BACK, n].infection_percent for n in range(1, 11)]
    assert shares == pytest.approx([0] * 5 + [20] * 5)
    assert levels["Both lungs", LungAxis.FEET_TO_HEAD, 1].infection_percent == pytest.approx(25)
    total = sum(
        level.lung_ml for level in levels.values() if level.axis is LungAxis.FRONT_TO_BACK and level.region == "Both lungs"
    )
    assert total == pytest.approx(4000 * VOXEL_ML)


def test_a_histogram_holds_every_voxel_once(lungs):
    both, right, left = hu_histograms(lungs)
    assert sum(both.lung_ml) == pytest.approx(4000 * VOXEL_ML)
    assert sum(both.infection_ml) == pytest.approx(200 * VOXEL_ML)
    found = {low: ml for low, ml in zip(right.edges_hu, right.lung_ml, strict=False) if ml}
    assert found == pytest.approx({-860: 1800 * VOXEL_ML, -300: 200 * VOXEL_ML})
    assert left.lung_ml[-1] == pytest.approx(VOXEL_ML)  # 900 HU is beyond the last edge


def test_a_map_tells_the_infected_share_of_each_line_of_sight(lungs):
    front, left = involvement_maps(lungs)
    assert (front.view, left.view) == (MapView.FRONT, MapView.LEFT)
    assert front.cell_mm == left.cell_mm == (3, 3)
    inside = front.lung_mm > 0
    assert front.lung_mm[inside].tolist() == [30.0] * int(inside.sum())
    infected = np.argwhere(front.percent > 0)
    assert set(front.percent[front.percent > 0].tolist()) == {50.0}
    rows = np.flatnonzero(inside.any(axis=1))
    assert set(infected[:, 0]) == set(rows[-4:].tolist())  # head up
    columns = np.flatnonzero(inside.any(axis=0))
    assert infected[:, 1].max() == columns[9]  # his right on the left
    across = np.argwhere(left.percent > 0)
    assert across[:, 1].min() == np.flatnonzero((left.lung_mm > 0).any(axis=0))[5]  # his front on the left
    assert math.isnan(front.percent[~inside][0]) if (~inside).any() else True


def test_without_infection_slabs_have_densities_alone():
    geometry = Geometry.from_axes(SHAPE, (3.0, 3.0, 3.0))
    volume = Volume(np.full(SHAPE, -800, np.int16), geometry, Modality.CT)
    bare = InvolvedLungs.of(volume, Segmentation.from_masks(geometry, {Segment("Left lung"): box(LEFT)}))
    levels = lung_levels(bare)
    assert all(math.isnan(level.infection_ml) and math.isnan(level.infection_percent) for level in levels)
    assert {level.mean_hu for level in levels} == {-800}
    assert all(map(math.isnan, hu_histograms(bare)[0].infection_ml))
    assert np.isnan(involvement_maps(bare)[0].percent).all()
