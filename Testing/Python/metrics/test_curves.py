"""Dice by slice, spread of distances, sweeps of thresholds, ROC and precision-recall."""

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.metrics import surface_distances
from medseg.metrics.detection import detection_curves
from medseg.metrics.distance_shares import distance_shares
from medseg.metrics.slice_dice import slice_dice
from medseg.metrics.threshold_sweep import sweep_lower_bound, sweep_upper_bound


def test_the_dice_of_a_slice_is_its_own_and_empty_slices_say_nothing():
    reference = np.zeros((4, 2, 4), np.bool_)
    reference[:3, :, :2] = True
    prediction = np.zeros_like(reference)
    prediction[0, :, :2] = True
    prediction[1, :, 1:3] = True
    assert slice_dice(prediction, reference) == pytest.approx([1, 0.5, 0, np.nan], nan_ok=True)
    with pytest.raises(InputError, match="one shape"):
        slice_dice(prediction[:2], reference)


def test_distances_are_shared_out_by_the_surface_they_stand_for():
    mask = np.zeros((8, 8, 8), np.bool_)
    mask[2:5, 2:5, 2:5] = True
    edges = np.array([0.0, 1.0, 2.0, 4.0])
    same = surface_distances(mask, mask, (1.0, 1.0, 1.0))
    assert distance_shares(same, edges) == pytest.approx([1, 0, 0])
    moved = surface_distances(mask, np.roll(mask, 1, axis=0), (1.0, 1.0, 1.0))
    shares = distance_shares(moved, edges)
    assert shares.sum() == pytest.approx(1)
    assert shares[1] > 0
    assert shares[2] == 0
    alone = surface_distances(mask, np.zeros_like(mask), (1.0, 1.0, 1.0))
    assert distance_shares(alone, edges) == pytest.approx([0, 0, 1])
    nothing = surface_distances(np.zeros_like(mask), np.zeros_like(mask), (1.0, 1.0, 1.0))
    assert np.isnan(distance_shares(nothing, edges)).all()


@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_a_sweep_equals_thresholding_at_each_bound(kind):
    rng = np.random.default_rng(3)
    array = rng.integers(-50, 50, (6, 7, 8)).astype(kind)
    reference = rng.random(array.shape) > 0.7
    bounds = np.array([-60.0, -10.0, 0.0, 12.5, 49.0, 80.0])

    def dice(mask):
        return 2 * np.count_nonzero(mask & reference) / (np.count_nonzero(mask) + np.count_nonzero(reference))

    lower = [dice((array >= bound) & (array <= 30)) for bound in bounds]
    assert sweep_lower_bound(array, reference, bounds, 30) == pytest.approx(lower)
    assert sweep_lower_bound(array, reference, bounds) == pytest.approx([dice(array >= bound) for bound in bounds])
    upper = [dice((array <= bound) & (array >= -20)) for bound in bounds]
    assert sweep_upper_bound(array, reference, bounds, -20) == pytest.approx(upper)
    assert sweep_upper_bound(array, reference, bounds) == pytest.approx([dice(array <= bound) for bound in bounds])


def test_a_sweep_leaves_voxels_out_that_are_not_numbers_and_refuses_bounds_in_disorder():
    array = np.array([np.nan, 1.0, 2.0])
    reference = np.array([False, True, True])
    assert sweep_lower_bound(array, reference, np.array([0.0])) == pytest.approx([1])
    assert sweep_upper_bound(array, reference, np.array([3.0])) == pytest.approx([1])
    assert sweep_lower_bound(array, np.zeros(3, np.bool_), np.array([5.0])) == pytest.approx([1])
    with pytest.raises(InputError, match="ascend"):
        sweep_lower_bound(array, reference, np.array([3.0, 2.0]))


def test_roc_and_precision_recall_equal_counting_at_each_cut_and_the_rank_statistic():
    rng = np.random.default_rng(11)
    reference = rng.random((5, 10, 10)) > 0.6
    probability = np.round(np.clip(rng.normal(0.35 + 0.3 * reference, 0.2), 0, 1), 3)
    curves = detection_curves(probability, reference)
    for place in (0, 300, 500, 777, 1000):
        found = probability >= curves.cuts[place] - 1e-9
        assert curves.sensitivity[place] == pytest.approx(np.count_nonzero(found & reference) / np.count_nonzero(reference))
        assert curves.false_positive_rate[place] == pytest.approx(
            np.count_nonzero(found & ~reference) / np.count_nonzero(~reference)
        )
    inside, outside = probability[reference][:, None], probability[~reference][None]
    rank = np.mean((inside > outside) + 0.5 * (np.abs(inside - outside) < 1e-9))
    assert curves.roc_area == pytest.approx(rank, abs=1e-6)
    by_cut = [np.count_nonzero(reference & (probability >= cut - 1e-9)) for cut in curves.cuts]
    expected = np.sum(np.diff(by_cut, prepend=0) / np.count_nonzero(reference) * np.nan_to_num(curves.precision))
    assert curves.average_precision == pytest.approx(expected)


def test_a_perfect_map_has_an_area_of_one_and_a_region_counts_alone():
    reference = np.array([True, True, False, False])
    probability = np.array([0.9, 0.8, 0.2, 0.95], np.float32)
    assert detection_curves(probability, reference, np.array([True, True, True, False])).roc_area == 1
    assert detection_curves(probability, reference).roc_area < 1
    assert np.isnan(detection_curves(probability, np.zeros(4, np.bool_)).roc_area)
    with pytest.raises(InputError, match="0 to 1"):
        detection_curves(probability + 1, reference)
