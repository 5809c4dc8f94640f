"""Percentiles, means: exact, as NumPy has them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from medseg.errors import InputError
from medseg.filters.histogram import Histogram
from medseg.filters.intensity import mean_and_sd, robust_range


@settings(max_examples=60, deadline=None)
@given(array=hnp.arrays(st.sampled_from(["i1", "u1", "i2", "u2", "i4"]), hnp.array_shapes(max_dims=3, max_side=6)))
def test_numpy_finds_the_same_percentiles_and_moments(array: np.ndarray) -> None:
    assert np.allclose(robust_range(array), np.percentile(array.astype(float), (1, 99)))
    mean, sd = mean_and_sd(array)
    assert mean == pytest.approx(array.mean(dtype=float), rel=1e-9, abs=1e-6)
    assert sd == pytest.approx(array.std(dtype=float), rel=1e-6, abs=1e-3)


def test_blocks_are_counted_once() -> None:
    array = np.random.default_rng(0).normal(0, 300, (40, 70, 80)).astype(np.int16)
    histogram = Histogram.of(array)
    assert histogram is not None
    assert histogram.count == array.size
    assert histogram.first == array.min()
    assert np.array_equal(histogram.counts, np.bincount(array.ravel().astype(int) - array.min()))
    assert [histogram.percentile(p) for p in (0, 33.3, 100)] == pytest.approx(np.percentile(array, (0, 33.3, 100)).tolist())


def test_nan_and_infinities_do_not_count() -> None:
    array = np.concatenate([np.arange(101.0), [np.nan, np.inf, -np.inf]])
    assert robust_range(array) == (1, 99)
    assert mean_and_sd(array) == (50, pytest.approx(np.arange(101).std()))


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_padding_does_not_count(dtype: type) -> None:
    array = np.concatenate([np.arange(101), np.full(500, -2000)]).astype(dtype)
    assert robust_range(array, excluded=-2000) == (1, 99)
    assert mean_and_sd(array, excluded=-2000)[0] == 50
    assert robust_range(array)[0] == -2000


def test_an_image_of_one_intensity_has_an_empty_range() -> None:
    assert robust_range(np.full((2, 2), 7, np.int16)) == (7, 7)
    assert mean_and_sd(np.full((2, 2), 7.5)) == (7.5, 0)


def test_large_numbers_are_not_counted_one_by_one() -> None:
    array = np.array([0, 2**40], np.int64)
    assert Histogram.of(array) is None
    assert robust_range(array) == pytest.approx((0.01 * 2**40, 0.99 * 2**40))


@pytest.mark.parametrize("array", [np.full(3, np.nan), np.zeros((0, 2), np.int16), np.full(3, -7, np.int16)])
def test_an_image_without_any_voxel_that_counts_is_refused(array: np.ndarray) -> None:
    with pytest.raises(InputError, match="finite intensities"):
        robust_range(array, excluded=-7)


def test_the_input_is_not_changed() -> None:
    array = np.random.default_rng(0).normal(size=50)
    before = array.copy()
    robust_range(array)
    assert np.array_equal(array, before)
