"""Pictures made larger or smaller."""

import numpy as np
import pytest

from medseg.filters.resize import resize, resize_along


def test_a_picture_of_one_value_stays_so_at_any_size():
    for size in [(1, 1), (3, 50), (64, 7), (200, 200)]:
        assert np.allclose(resize(np.full((20, 30), 7, np.int16), size), 7)


def test_a_ramp_stays_a_ramp_between_its_ends():
    ramp = np.tile(np.arange(40, dtype=np.float32), (10, 1))
    larger = resize(ramp, (10, 80))
    assert np.allclose(larger[0, 1:-1], (np.arange(80) + 0.5)[1:-1] / 2 - 0.5)


def test_shrinking_averages_so_that_a_fine_pattern_becomes_grey():
    pattern = np.indices((64, 64)).sum(axis=0) % 2
    assert np.abs(resize(pattern, (8, 8)) - 0.5).max() < 0.07


def test_what_grows_and_shrinks_again_comes_back():
    smooth = np.add.outer(np.sin(np.arange(60) / 9), np.cos(np.arange(50) / 7))
    assert np.abs(resize(resize(smooth, (240, 200)), (60, 50)) - smooth)[2:-2, 2:-2].max() < 0.01


def test_other_axes_are_left_alone_and_the_input_is_not_changed():
    array = np.random.default_rng(0).normal(size=(2, 3, 8, 9)).astype(np.float32)
    kept = array.copy()
    assert resize(array, (16, 5)).shape == (2, 3, 16, 5)
    assert np.array_equal(array, kept)
    assert np.array_equal(resize(array, (8, 9)), array)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_one_axis_alone(axis):
    array = np.zeros((6, 6, 6), np.float32)
    array[3] = 1
    assert resize_along(array, axis, 12).shape[axis] == 12
