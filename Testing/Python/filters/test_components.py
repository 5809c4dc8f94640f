"""Connected parts: known answers, ties, both ways alike, other libraries as judges."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage

from medseg.errors import ParameterError
from medseg.filters.components import find_parts, keep_largest, label_parts, remove_small

MASKS = hnp.arrays(np.bool_, hnp.array_shapes(min_dims=3, max_dims=3, max_side=12))
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_voxels_that_share_a_corner_only_are_one_part_of_26(either_way: str) -> None:
    mask = np.zeros((3, 3, 3), dtype=bool)
    mask[0, 0, 0] = mask[1, 1, 1] = True
    assert [label_parts(mask, n)[1].tolist() for n in (6, 18, 26)] == [[1, 1], [1, 1], [2]]


def test_voxels_that_share_an_edge_are_one_part_of_18(either_way: str) -> None:
    for other in ((0, 1, 1), (1, 0, 1), (1, 1, 0)):
        mask = np.zeros((2, 2, 2), dtype=bool)
        mask[0, 0, 0] = mask[other] = True
        assert [label_parts(mask, n)[1].tolist() for n in (6, 18, 26)] == [[1, 1], [2], [2]]


def test_rows_do_not_join_round_the_border(either_way: str) -> None:
    mask = np.zeros((2, 5, 4), dtype=bool)
    mask[0, 1, 3] = mask[0, 2, 0] = mask[0, 4, 3] = mask[1, 0, 0] = True
    assert label_parts(mask)[1].tolist() == [1, 1, 1, 1]


def test_parts_are_numbered_by_their_first_voxel(either_way: str) -> None:
    mask = np.zeros((1, 3, 7), dtype=bool)
    mask[0, 0, 6] = mask[0, 2, 0] = True
    mask[0, :2, 2] = True
    labels, sizes = label_parts(mask, 6)
    assert labels[0].tolist() == [[0, 0, 1, 0, 0, 0, 2], [0, 0, 1, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0]]
    assert sizes.tolist() == [2, 1, 1]
    assert labels.dtype == np.uint8


def test_many_parts_get_a_wider_type(either_way: str) -> None:
    mask = np.zeros((1, 40, 40), dtype=bool)
    mask[:, ::2, ::2] = True
    labels, sizes = label_parts(mask)
    assert labels.dtype == np.uint16
    assert sizes.size == labels.max() == 400


def test_of_equal_parts_the_first_stays(either_way: str) -> None:
    mask = np.zeros((1, 1, 9), dtype=bool)
    mask[0, 0, [0, 1, 3, 4, 6]] = True
    assert np.flatnonzero(keep_largest(mask)).tolist() == [0, 1]
    assert np.flatnonzero(keep_largest(mask, 2)).tolist() == [0, 1, 3, 4]
    assert np.array_equal(keep_largest(mask, 99), mask)


def test_parts_below_a_share_of_the_largest_go_though_more_may_stay(either_way: str) -> None:
    mask = np.zeros((1, 1, 12), dtype=bool)
    mask[0, 0, [0, 1, 2, 3, 5, 6, 8, 10]] = True
    assert np.flatnonzero(keep_largest(mask, 3, least_share=0.5)).tolist() == [0, 1, 2, 3, 5, 6]
    assert np.flatnonzero(keep_largest(mask, 3, least_share=0.25)).tolist() == [0, 1, 2, 3, 5, 6, 8]
    assert not keep_largest(np.zeros_like(mask), 2, least_share=0.5).any()


def test_small_parts_go_and_those_of_just_the_size_stay(either_way: str) -> None:
    mask = np.zeros((1, 1, 9), dtype=bool)
    mask[0, 0, [0, 2, 3, 5, 6, 7]] = True
    assert np.flatnonzero(remove_small(mask, 2)).tolist() == [2, 3, 5, 6, 7]
    assert np.array_equal(remove_small(mask, 0), mask)
    assert not remove_small(mask, 4).any()


@pytest.mark.parametrize("value", [False, True])
@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 5, 9), (4, 1, 1), (3, 4, 16)])
def test_empty_and_full_masks(value: bool, shape: tuple[int, int, int], either_way: str) -> None:
    mask = np.full(shape, value)
    labels, sizes = label_parts(mask)
    assert sizes.tolist() == ([mask.size] if value else [])
    assert np.array_equal(labels, mask)
    assert np.array_equal(keep_largest(mask), mask)
    assert np.array_equal(remove_small(mask, 1), mask)


def test_parts_are_found_at_voxels(either_way: str) -> None:
    mask = np.zeros((3, 4, 10), dtype=bool)
    mask[1, 1, 2:5] = mask[2, 3, 8:] = True
    places = np.array(list(itertools.product(range(3), range(4), range(10))))
    parts = find_parts(mask)
    assert np.array_equal(parts.at(places), parts.labels()[tuple(places.T)])
    assert not find_parts(np.zeros_like(mask)).at(places).any()


@relaxed
@given(mask=MASKS, connectivity=st.sampled_from([6, 18, 26]), count=st.integers(1, 3))
def test_brute_force_agrees(mask: np.ndarray, connectivity: int, count: int, either_way: str) -> None:
    expected = _flooded(mask, connectivity)
    labels, sizes = label_parts(mask, connectivity)
    assert np.array_equal(labels, expected)
    assert sizes.tolist() == np.bincount(expected.ravel())[1:].tolist()
    largest = sorted(range(sizes.size), key=lambda n: (-sizes[n], n))[:count]
    assert np.array_equal(keep_largest(mask, count, connectivity), np.isin(expected, np.array(largest, int) + 1))


def _flooded(mask: np.ndarray, connectivity: int) -> np.ndarray:
    """Label by flooding from each voxel in scan order."""
    far = {6: 1, 18: 2, 26: 3}[connectivity]
    steps = [s for s in itertools.product((-1, 0, 1), repeat=3) if 0 < sum(map(abs, s)) <= far]
    labels = np.zeros(mask.shape, dtype=int)
    count = 0
    for seed in np.argwhere(mask).tolist():
        if labels[tuple(seed)]:
            continue
        count += 1
        stack = [tuple(seed)]
        while stack:
            place = stack.pop()
            if all(0 <= p < n for p, n in zip(place, mask.shape, strict=True)) and mask[place] and not labels[place]:
                labels[place] = count
                stack += [tuple(p + s for p, s in zip(place, step, strict=True)) for step in steps]
    return labels


@pytest.mark.parametrize("density", [0.02, 0.3, 0.6, 0.97])
@pytest.mark.parametrize("connectivity", [6, 18, 26])
def test_slabs_of_a_large_mask_are_joined_as_scipy_joins_them(density: float, connectivity: int, either_way: str) -> None:
    mask = np.random.default_rng(3).random((90, 120, 37)) < density
    structure = ndimage.generate_binary_structure(3, {6: 1, 18: 2, 26: 3}[connectivity])
    expected, count = ndimage.label(mask, structure)
    labels, sizes = label_parts(mask, connectivity)
    assert sizes.size == count
    assert np.array_equal(labels, expected)


def test_views_and_results_do_not_share_memory(either_way: str) -> None:
    mask = np.zeros((4, 6, 8), dtype=bool)
    mask[1:3, 2:4, 1:5] = True
    view = mask.transpose(2, 0, 1)[::2]
    assert np.array_equal(keep_largest(view), view)
    assert not np.shares_memory(keep_largest(mask), mask)


def test_bad_parameters_are_refused() -> None:
    mask = np.ones((2, 2, 2), dtype=bool)
    with pytest.raises(ParameterError, match="6, 18 or 26, got 8"):
        label_parts(mask, 8)
    with pytest.raises(ParameterError, match="at least 1 part, got 0"):
        keep_largest(mask, 0)
    with pytest.raises(ParameterError, match="from 0 to 1, got"):
        keep_largest(mask, least_share=1.5)
