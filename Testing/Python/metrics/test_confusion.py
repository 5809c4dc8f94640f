import math

import pytest

from medseg.metrics import Confusion


def test_scores_follow_from_counts():
    counts = Confusion(tp=6, fp=2, fn=4, tn=8)
    assert counts.predicted == 8
    assert counts.actual == 10
    assert counts.accuracy == pytest.approx(14 / 20)
    assert counts.sensitivity == pytest.approx(6 / 10)
    assert counts.specificity == pytest.approx(8 / 10)
    assert counts.precision == pytest.approx(6 / 8)
    assert counts.dice == pytest.approx(12 / 18)
    assert counts.iou == pytest.approx(6 / 12)


def test_dice_and_iou_are_functions_of_each_other():
    counts = Confusion(tp=5, fp=3, fn=7, tn=0)
    assert counts.dice == pytest.approx(2 * counts.iou / (1 + counts.iou))


def test_two_empty_masks_agree():
    counts = Confusion(tp=0, fp=0, fn=0, tn=10)
    assert (counts.dice, counts.iou, counts.accuracy, counts.specificity) == (1.0, 1.0, 1.0, 1.0)
    assert math.isnan(counts.sensitivity)
    assert math.isnan(counts.precision)


def test_an_empty_prediction_misses_all():
    counts = Confusion(tp=0, fp=0, fn=3, tn=7)
    assert (counts.dice, counts.iou, counts.sensitivity) == (0.0, 0.0, 0.0)
    assert math.isnan(counts.precision)


def test_an_empty_reference_makes_all_wrong():
    counts = Confusion(tp=0, fp=3, fn=0, tn=7)
    assert (counts.dice, counts.iou, counts.precision) == (0.0, 0.0, 0.0)
    assert math.isnan(counts.sensitivity)


def test_specificity_of_a_reference_that_fills_the_region_is_not_defined():
    assert math.isnan(Confusion(tp=4, fp=0, fn=1, tn=0).specificity)


def test_no_voxels_have_no_accuracy():
    assert math.isnan(Confusion(0, 0, 0, 0).accuracy)
