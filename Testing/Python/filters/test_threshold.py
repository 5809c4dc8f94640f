"""Thresholds: inclusive, exact, the same by every way."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from medseg.errors import InputError, ParameterError
from medseg.filters.threshold import bounds_in, threshold

INTEGERS = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]
BOUNDS = st.none() | st.floats(allow_nan=False, width=32) | st.integers(-70000, 70000)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("dtype", ["i2", "u2", "f4", "f8", "f2", ">i2", ">f4"])
def test_both_bounds_belong_to_the_range(dtype: str, either_way: str) -> None:
    array = np.array([[[1, 2, 3], [4, 5, 6]]], dtype=dtype)
    assert threshold(array, 2, 5).tolist() == [[[False, True, True], [True, True, False]]]


def test_a_bound_left_out_is_no_bound(either_way: str) -> None:
    array = np.array([-32768, 0, 32767], dtype=np.int16)
    assert threshold(array, None, None).all()
    assert threshold(array, 0, None).tolist() == [False, True, True]
    assert threshold(array, None, 0).tolist() == [True, True, False]


def test_nan_is_outside_even_without_bounds(either_way: str) -> None:
    array = np.array([np.nan, -np.inf, 0, np.inf], dtype=np.float32)
    assert threshold(array, None, None).tolist() == [False, True, True, True]
    assert threshold(array, -1, 1).tolist() == [False, False, True, False]


def test_bounds_between_whole_numbers_are_exact(either_way: str) -> None:
    array = np.array([-1, 0, 1, 2], dtype=np.int16)
    assert threshold(array, 0.5, 1.5).tolist() == [False, False, True, False]
    assert threshold(array, -0.5, 0.5).tolist() == [False, True, False, False]
    assert not threshold(array, 0.25, 0.75).any()


@pytest.mark.parametrize(("lower", "upper"), [(1e6, None), (None, -1e6), (300, 400), (np.inf, None), (None, -np.inf)])
def test_a_range_beyond_the_type_is_empty(lower: float | None, upper: float | None, either_way: str) -> None:
    assert not threshold(np.arange(-128, 128, dtype=np.int8), lower, upper).any()


def test_a_range_wider_than_the_type_takes_everything(either_way: str) -> None:
    assert threshold(np.arange(256, dtype=np.uint8), -1e300, 1e300).all()
    assert threshold(np.array([-3e38, 3e38], np.float32), -1e300, 1e300).all()


def test_a_float_bound_takes_in_the_voxel_stored_as_that_number(either_way: str) -> None:
    array = np.array([0.7, 0.1], dtype=np.float32)
    assert threshold(array, 0.7, 0.7).tolist() == [True, False]
    assert threshold(array, 0.1, 0.1).tolist() == [False, True]


@relaxed
@given(dtype=st.sampled_from(INTEGERS), lower=BOUNDS, upper=BOUNDS, data=st.data())
def test_integers_are_compared_as_exact_numbers(
    dtype: str, lower: float | None, upper: float | None, data: st.DataObject, either_way: str
) -> None:
    if lower is not None and upper is not None and lower > upper:
        lower, upper = upper, lower
    array = data.draw(hnp.arrays(dtype, hnp.array_shapes(max_dims=3, max_side=5)))
    expected = [(lower is None or _at_least(v, lower)) and (upper is None or _at_least(upper, v)) for v in array.ravel().tolist()]
    assert threshold(array, lower, upper).ravel().tolist() == expected


def _at_least(value: float, bound: float) -> bool:
    if np.isinf(value) or np.isinf(bound):
        return value >= bound
    return Fraction(value) >= Fraction(bound)


@relaxed
@given(array=hnp.arrays(st.sampled_from(["f4", "f8"]), hnp.array_shapes(max_dims=3, max_side=5)), low=st.floats(-5, 5))
def test_floats_are_compared_as_numpy_compares_them(array: np.ndarray, low: float, either_way: str) -> None:
    bounds = array.dtype.type(low), array.dtype.type(low + 2)
    assert np.array_equal(threshold(array, low, low + 2), (array >= bounds[0]) & (array <= bounds[1]))


@pytest.mark.parametrize("dtype", ["i2", "u1", "f4"])
def test_large_turned_and_cut_arrays_give_the_same_as_numpy(dtype: str, either_way: str) -> None:
    array = np.random.default_rng(0).integers(0, 200, (40, 150, 170)).astype(dtype)
    for view in (array, array.T, array[3:30, ::2, 5:100], array[:, :, ::-1], array[:0]):
        assert np.array_equal(threshold(view, 20, 120.5), (view >= 20) & (view <= 120.5))


def test_an_image_that_cannot_be_written_to_is_fine(either_way: str) -> None:
    array = np.arange(10, dtype=np.int16)
    array.setflags(write=False)
    assert threshold(array, 3, None).sum() == 7


def test_booleans_count_as_0_and_1(either_way: str) -> None:
    assert threshold(np.array([True, False]), 1, None).tolist() == [True, False]


def test_the_result_can_go_to_a_mask_that_is_there_already(either_way: str) -> None:
    array = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    mask = np.ones(array.shape, dtype=bool)
    assert threshold(array, 5, 7, out=mask) is mask
    assert mask.sum() == 3
    threshold(array, 0.2, 0.8, out=mask)
    assert not mask.any()


@pytest.mark.parametrize("out", [np.empty((2, 2), bool), np.empty(4, np.uint8), np.empty(8, bool)[::2]])
def test_a_mask_that_does_not_fit_is_refused(out: np.ndarray) -> None:
    with pytest.raises(InputError, match="contiguous boolean mask"):
        threshold(np.zeros(4, np.int16), 0, 1, out=out)


def test_bad_bounds_are_refused() -> None:
    with pytest.raises(ParameterError, match="lower bound, got NaN"):
        threshold(np.zeros(3), float("nan"), None)
    with pytest.raises(ParameterError, match="lower <= upper, got 2 and 1"):
        threshold(np.zeros(3), 2, 1)
    with pytest.raises(InputError, match="complex"):
        threshold(np.zeros(3, np.complex64), 0, 1)


def test_bounds_are_those_of_the_type() -> None:
    assert bounds_in(np.dtype("u1"), -3.7, 9.5) == (0, 9)
    assert bounds_in(np.dtype("u1"), 256, None) is None


def test_simpleitk_and_vtk_mark_the_same_voxels(either_way: str) -> None:
    import SimpleITK as sitk

    array = np.random.default_rng(1).normal(0, 500, (5, 30, 40)).astype(np.int16)
    theirs = sitk.GetArrayFromImage(sitk.BinaryThreshold(sitk.GetImageFromArray(array), -150, 310)).astype(bool)
    assert np.array_equal(threshold(array, -150, 310), theirs)
