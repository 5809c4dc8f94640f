"""True and false voxels of a prediction against its reference."""

import itertools

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, SegmentError
from medseg.metrics import evaluate
from medseg.metrics.agreement import COLORS, find_agreement
from medseg.records import EvaluationParameters, MatchBy
from medseg.volume import Geometry, Segment, Segmentation

GEOMETRY = Geometry.from_axes((6, 7, 8), (0.7, 0.8, 2.5))


def random_masks(*names, seed):
    rng = np.random.default_rng(seed)
    return Segmentation.from_masks(GEOMETRY, {Segment(name): rng.random(GEOMETRY.shape) < 0.4 for name in names})


@pytest.mark.parametrize("true_negative", [False, True])
def test_every_voxel_is_what_sets_say(true_negative):
    prediction, reference = random_masks("lung", seed=1), random_masks("lung", seed=2)
    found = find_agreement(prediction, reference, true_negative=true_negative)
    p, r = prediction.mask("lung"), reference.mask("lung")
    expected = {"True positive": p & r, "False positive": p & ~r, "False negative": ~p & r}
    if true_negative:
        expected["True negative"] = ~p & ~r
    assert found.names == tuple(expected)
    assert len(found.layers) == 1
    for name, mask in expected.items():
        np.testing.assert_array_equal(found.mask(name), mask)
        assert found.segment(name).color == COLORS[name]


def test_several_segments_are_named_and_counted_as_the_scores_are():
    prediction, reference = random_masks("lung", "bone", "spare", seed=3), random_masks("bone", "lung", "heart", seed=4)
    found = find_agreement(prediction, reference)
    kinds = ("True positive", "False positive", "False negative")
    assert found.names == tuple(f"{name}: {kind}" for name in ("bone", "lung", "heart") for kind in kinds)
    for row in evaluate(prediction, reference).segments:
        counts = [np.count_nonzero(found.mask(f"{row.segment}: {kind}")) for kind in kinds]
        assert counts == [row.true_positive, row.false_positive, row.false_negative]


def test_parts_of_one_reference_segment_count_together():
    whole = np.zeros(GEOMETRY.shape, bool)
    whole[1:5] = True
    left, right = whole.copy(), whole.copy()
    left[:, :, 4:], right[:, :, :5] = False, False
    prediction = Segmentation.from_masks(GEOMETRY, {Segment("left"): left, Segment("right"): right})
    found = find_agreement(prediction, Segmentation.from_masks(GEOMETRY, {Segment("lungs"): whole}))
    assert found.names == ("True positive", "False positive", "False negative")
    np.testing.assert_array_equal(found.mask("True positive"), left | right)
    np.testing.assert_array_equal(found.mask("False negative"), whole & ~left & ~right)


def test_a_reference_segment_without_a_counterpart_is_all_missed():
    prediction, reference = random_masks("a", seed=1), random_masks("a", "b", seed=2)
    found = find_agreement(prediction, reference)
    np.testing.assert_array_equal(found.mask("b: False negative"), reference.mask("b"))
    assert not found.mask("b: True positive").any()


def test_against_a_reference_without_segments_all_is_false_positive():
    prediction = random_masks("a", "b", seed=1)
    found = find_agreement(prediction, Segmentation.from_masks(GEOMETRY, {}))
    np.testing.assert_array_equal(found.mask("False positive"), prediction.union())


def test_pairs_are_made_as_asked_for():
    prediction, reference = random_masks("x", "z", seed=1), random_masks("y", "w", seed=1)
    with pytest.raises(SegmentError):
        find_agreement(prediction, reference)
    found = find_agreement(prediction, reference, EvaluationParameters(match=MatchBy.OVERLAP))
    np.testing.assert_array_equal(found.mask("y: True positive"), reference.mask("y"))
    np.testing.assert_array_equal(found.mask("w: True positive"), reference.mask("w"))


def test_another_grid_is_resampled_only_where_asked_for():
    other = Geometry.from_axes((6, 7, 8), (0.7, 0.8, 2.5), (5.0, 0.0, 0.0))
    prediction = Segmentation.from_masks(other, {Segment("a"): np.ones(other.shape, bool)})
    reference = random_masks("a", seed=2)
    with pytest.raises(GeometryMismatchError):
        find_agreement(prediction, reference)
    found = find_agreement(prediction, reference, EvaluationParameters(resample=True))
    counts = evaluate(prediction, reference, EvaluationParameters(resample=True)).segments[0]
    assert np.count_nonzero(found.mask("False negative")) == counts.false_negative > 0
    assert found.geometry is reference.geometry


def test_the_colours_stay_apart_for_people_who_see_two_colours():
    """Machado, Oliveira and Fernandes 2009, full severity; distances in CIE L*a*b*, where 2.3 is just seen."""
    kinds = {
        "all": np.eye(3),
        "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    }
    shown = ["True positive", "False positive", "False negative"]
    for matrix in kinds.values():
        seen = [_lab(np.array(matrix) @ _linear(COLORS[name])) for name in shown]
        assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)) > 30


def _linear(color):
    parts = np.array(color)
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
