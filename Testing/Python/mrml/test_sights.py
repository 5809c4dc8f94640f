"""Where to cut, so that segments are seen."""

import numpy as np

from medseg.mrml.sights import best_point_ras, survey
from medseg.volume import Geometry, Segment, Segmentation

GRID = Geometry.from_axes((8, 9, 10), (1.0, 2.0, 3.0))


def index_of_best(**masks):
    segmentation = Segmentation.from_masks(GRID, {Segment(name): mask for name, mask in masks.items()})
    return GRID.to_ijk([best_point_ras(GRID, survey(segmentation))])[0].round(6).tolist()


def test_the_slice_with_the_largest_cross_section_is_taken():
    mask = np.zeros(GRID.shape, bool)
    mask[2, 1:8, 1:9] = True
    mask[3:7, 4, 5] = True
    assert index_of_best(a=mask)[2] == 2
    assert index_of_best(a=mask)[:2] == [5, 4]


def test_among_equal_slices_the_middle_one_is_taken():
    mask = np.zeros(GRID.shape, bool)
    mask[1:6, 2:5, 3:8] = True
    assert index_of_best(a=mask) == [5, 3, 3]


def test_a_small_segment_is_not_lost_beside_a_large_one():
    large, small = np.zeros(GRID.shape, bool), np.zeros(GRID.shape, bool)
    large[1:7] = True
    large[3, 0, 0] = False
    small[3, 4:6, 7] = True
    assert index_of_best(large=large, small=small) == [7, 5, 3]


def test_without_voxels_the_middle_is_taken():
    assert index_of_best(a=np.zeros(GRID.shape, bool)) == [5, 4, 4]
    assert index_of_best() == [5, 4, 4]


def test_a_sight_counts_voxels_slice_by_slice():
    mask = np.random.default_rng(0).integers(0, 2, GRID.shape).astype(bool)
    sight = survey(Segmentation.from_masks(GRID, {Segment("a"): mask}))["a"]
    assert sight.voxels == mask.sum()
    for axis, others in enumerate([(1, 2), (0, 2), (0, 1)]):
        np.testing.assert_array_equal(sight.counts[axis], mask.sum(axis=others))


def test_only_what_is_clearly_larger_encloses():
    outer, inner, twin = (np.zeros(GRID.shape, bool) for _ in range(3))
    outer[1:7, 1:8, 1:9] = True
    twin[1:7, 1:8, 1:9] = True
    inner[2:4, 2:4, 2:4] = True
    sights = survey(Segmentation.from_masks(GRID, {Segment("o"): outer, Segment("i"): inner, Segment("t"): twin}))
    assert sights["o"].encloses(sights["i"])
    assert not sights["i"].encloses(sights["o"])
    assert not sights["o"].encloses(sights["t"])
