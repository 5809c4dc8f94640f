import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from medseg.errors import InputError
from medseg.metrics import Confusion, count_confusion, count_joint, overlap

pytestmark = pytest.mark.usefixtures("acceleration")


def masks_of(shape: tuple[int, ...], count: int, seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.random(shape) < 0.4 for _ in range(count)]


def test_counts_of_a_tiny_mask_are_known():
    prediction = np.array([[[1, 1, 0, 0, 1]]], dtype=bool)
    reference = np.array([[[1, 0, 1, 0, 0]]], dtype=bool)
    assert count_confusion(prediction, reference) == Confusion(tp=1, fp=2, fn=1, tn=1)


def test_true_negatives_count_within_the_region_and_all_else_everywhere():
    prediction = np.array([[[1, 1, 0, 0, 0]]], dtype=bool)
    reference = np.array([[[1, 0, 1, 0, 0]]], dtype=bool)
    region = np.array([[[0, 0, 0, 1, 0]]], dtype=bool)
    assert count_confusion(prediction, reference, region) == Confusion(tp=1, fp=1, fn=1, tn=1)


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 3, 7), (5, 6, 7), (3, 64, 65), (9, 128, 256)])
@pytest.mark.parametrize("with_region", [False, True])
def test_counts_equal_those_of_plain_numpy(shape, with_region):
    prediction, reference, region = masks_of(shape, 3)
    found = count_confusion(prediction, reference, region if with_region else None)
    outside = ~prediction & ~reference & (region if with_region else True)
    assert found == Confusion(
        int((prediction & reference).sum()),
        int((prediction & ~reference).sum()),
        int((~prediction & reference).sum()),
        int(outside.sum()),
    )


def test_sums_of_full_masks_do_not_run_over():
    full = np.ones((4, 300, 301), dtype=bool)
    assert count_confusion(full, full) == Confusion(full.size, 0, 0, 0)


def test_flipped_and_strided_masks_count_alike():
    prediction, reference = masks_of((6, 9, 12), 2)
    straight = count_confusion(prediction, reference)
    assert count_confusion(prediction[::-1, :, ::-1], reference[::-1, :, ::-1]) == straight
    assert count_confusion(prediction.transpose(2, 0, 1), reference.transpose(2, 0, 1)) == straight


def test_swapping_the_masks_swaps_both_errors():
    prediction, reference = masks_of((6, 9, 12), 2)
    forth, back = count_confusion(prediction, reference), count_confusion(reference, prediction)
    assert (forth.tp, forth.fp, forth.fn, forth.tn) == (back.tp, back.fn, back.fp, back.tn)


def test_empty_arrays_count_nothing():
    nothing = np.zeros((0, 4, 4), dtype=bool)
    assert count_confusion(nothing, nothing) == Confusion(0, 0, 0, 0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), size=st.integers(1, 400))
def test_random_labels_are_counted_as_bincount_counts_them(data, size):
    prediction, reference = (data.draw(arrays(np.uint8, size, elements=st.integers(0, 3))) for _ in range(2))
    region = data.draw(st.none() | arrays(np.bool_, size))
    found = count_joint(prediction, reference, region)
    inside = np.ones(size, dtype=int) if region is None else region.astype(int)
    cells = (inside * 4 + prediction) * 4 + reference.astype(int)
    expected = np.bincount(cells, minlength=32).reshape(2, 4, 4)
    np.testing.assert_array_equal(found, expected[:, : prediction.max() + 1, : reference.max() + 1])


@pytest.mark.parametrize("types", [(np.uint8, np.uint8), (np.uint16, np.uint8), (np.uint16, np.uint16), (np.uint32, np.uint8)])
@pytest.mark.parametrize("with_region", [False, True])
def test_long_runs_are_counted_for_every_type(types, with_region):
    rng = np.random.default_rng(4)
    labels = [np.repeat(rng.integers(0, 5, 4000), rng.integers(1, 700, 4000))[:1_100_003].astype(kind) for kind in types]
    region = np.repeat(rng.random(4000) < 0.5, rng.integers(1, 700, 4000))[:1_100_003]
    found = count_joint(labels[0], labels[1], region if with_region else None)
    inside = region if with_region else np.ones(region.size, dtype=bool)
    for part in (0, 1):
        for first in range(5):
            for second in range(5):
                expected = ((labels[0] == first) & (labels[1] == second) & (inside == part)).sum()
                assert found[part, first, second] == expected


def test_the_table_ends_at_the_largest_label():
    counts = count_joint(np.array([0, 3, 3], np.uint8), np.array([1, 1, 0], np.uint8))
    assert counts.shape == (2, 4, 2)
    assert counts[1, 3].tolist() == [1, 1]
    assert counts[0].sum() == 0


def test_dice_of_labels_equals_simpleitk():
    rng = np.random.default_rng(2)
    prediction, reference = (rng.integers(0, 5, (8, 20, 30)).astype(np.uint8) for _ in range(2))
    judge = sitk.LabelOverlapMeasuresImageFilter()
    judge.Execute(sitk.GetImageFromArray(prediction), sitk.GetImageFromArray(reference))
    counts = count_joint(prediction, reference)[1]
    for label in range(1, 5):
        dice = 2 * counts[label, label] / (counts[label].sum() + counts[:, label].sum())
        assert dice == pytest.approx(judge.GetDiceCoefficient(label), abs=1e-12)
        found = count_confusion(prediction == label, reference == label)
        assert found.iou == pytest.approx(judge.GetJaccardCoefficient(label), abs=1e-12)


def test_so_many_labels_that_the_table_would_fill_memory_are_refused(monkeypatch):
    monkeypatch.setattr(overlap, "MAX_CELLS", 100)
    with pytest.raises(InputError, match="at most 100 pairs of labels"):
        count_joint(np.array([[[50]]], np.uint16), np.array([[[3]]], np.uint16))


@pytest.mark.parametrize(
    ("prediction", "reference"),
    [(np.zeros((2, 2, 2), bool), np.zeros((2, 2, 3), bool)), (np.zeros((2, 2, 2), np.uint8), np.zeros((2, 2, 2), bool))],
)
def test_masks_that_do_not_fit_are_refused(prediction, reference):
    with pytest.raises(InputError, match="boolean masks of one shape"):
        count_confusion(prediction, reference)


def test_labels_and_regions_that_do_not_fit_are_refused():
    labels = np.zeros((2, 2, 2), np.uint8)
    with pytest.raises(InputError, match="unsigned labels"):
        count_joint(labels.astype(np.int16), labels)
    with pytest.raises(InputError, match="boolean region"):
        count_joint(labels, labels, labels)
