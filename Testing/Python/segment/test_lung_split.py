"""Both lungs, told apart."""

import numpy as np
import pytest

from medseg.segment.lung_split import split_lungs
from medseg.volume import Geometry


def dice(one, other):
    return 2 * np.count_nonzero(one & other) / (np.count_nonzero(one) + np.count_nonzero(other))


def test_two_lungs_are_told_apart_by_the_patients_sides(chest):
    right, left = split_lungs(chest.right | chest.left, chest.volume.geometry)
    assert dice(right, chest.right) > 0.99
    assert dice(left, chest.left) > 0.99
    assert np.array_equal(right | left, chest.right | chest.left)
    assert not (right & left).any()


def test_sides_are_the_patients_however_the_voxels_are_stored(chest):
    both = np.ascontiguousarray((chest.right | chest.left)[:, :, ::-1])
    matrix = chest.volume.geometry.ijk_to_ras.copy()
    matrix[:3, 3] = chest.volume.geometry.to_ras([[both.shape[2] - 1, 0, 0]])[0]
    matrix[:3, 0] *= -1
    right, _ = split_lungs(both, Geometry(both.shape, matrix))
    assert dice(right, chest.right[:, :, ::-1]) > 0.99


def test_lungs_that_touch_are_split_where_they_are_narrowest(chest):
    both = chest.right | chest.left
    middle = both.shape[2] // 2
    joined = both.copy()
    joined[30:33, 25:28, middle - 25 : middle + 25] = True
    right, left = split_lungs(joined, chest.volume.geometry)
    assert dice(right, chest.right) > 0.97
    assert dice(left, chest.left) > 0.97


@pytest.mark.parametrize("side", ["right", "left"])
def test_a_single_lung_leaves_the_other_empty(chest, side):
    parts = dict(zip(("right", "left"), split_lungs(getattr(chest, side), chest.volume.geometry), strict=True))
    assert parts[side].any()
    assert sum(part.any() for part in parts.values()) == 1


def test_a_slice_and_nothing(chest):
    number = chest.right.shape[0] // 2
    box = (slice(number, number + 1), slice(None), slice(None))
    right, left = split_lungs((chest.right | chest.left)[box], chest.volume.geometry.cropped(box))
    assert dice(right, chest.right[box]) > 0.98
    assert dice(left, chest.left[box]) > 0.98
    assert not any(part.any() for part in split_lungs(np.zeros_like(chest.right), chest.volume.geometry))
