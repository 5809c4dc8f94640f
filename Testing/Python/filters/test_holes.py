"""Holes: what is enclosed, in 3D and plane by plane."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage

from medseg.errors import ParameterError
from medseg.filters.holes import fill_holes

MASKS = hnp.arrays(np.bool_, hnp.array_shapes(min_dims=3, max_dims=3, min_side=2, max_side=10))
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def shell(size: int = 7) -> np.ndarray:
    mask = np.ones((size, size, size), dtype=bool)
    mask[2:-2, 2:-2, 2:-2] = False
    mask[[0, -1]] = False
    return mask


def test_a_shell_is_filled(either_way: str) -> None:
    mask = shell()
    assert fill_holes(mask).sum() == 5 * 49
    assert not mask[3, 3, 3]


def test_a_pore_opens_a_shell_in_3d_but_not_across_its_own_planes(either_way: str) -> None:
    mask = shell()
    mask[5, 3, 3] = False
    assert np.array_equal(fill_holes(mask), mask)
    assert fill_holes(mask, axis=0)[3].all()
    assert not fill_holes(mask, axis=1)[3, 3, 3]
    assert not fill_holes(mask, axis=2)[3, 3, 3]


def test_corners_do_not_open_a_hole(either_way: str) -> None:
    ring = np.array([[[0, 1, 0], [1, 0, 1], [0, 1, 0]]], dtype=bool)
    assert fill_holes(ring)[0, 1, 1]
    assert fill_holes(ring).sum() == 5


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_an_image_of_one_slice_is_filled_in_its_plane(axis: int, either_way: str) -> None:
    ring = np.ones((5, 6), dtype=bool)
    ring[2, 2:4] = False
    mask = np.expand_dims(ring, axis)
    assert fill_holes(mask).all()
    assert fill_holes(mask, axis=axis).all()


def test_a_gap_at_the_border_of_the_image_is_no_hole(either_way: str) -> None:
    mask = np.ones((1, 4, 4), dtype=bool)
    mask[0, 1, 0] = False
    assert np.array_equal(fill_holes(mask), mask)


@pytest.mark.parametrize("value", [False, True])
@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 1, 9), (3, 4, 5)])
@pytest.mark.parametrize("axis", [None, 0, 1, 2])
def test_empty_and_full_masks_stay(value: bool, shape: tuple[int, int, int], axis: int | None, either_way: str) -> None:
    mask = np.full(shape, value)
    filled = fill_holes(mask, axis)
    assert np.array_equal(filled, mask)
    assert not np.shares_memory(filled, mask)


@relaxed
@given(mask=MASKS)
def test_scipy_fills_the_same(mask: np.ndarray, either_way: str) -> None:
    assert np.array_equal(fill_holes(mask), ndimage.binary_fill_holes(mask))


@relaxed
@given(mask=MASKS, axis=st.integers(0, 2))
def test_planes_are_filled_as_scipy_fills_each(mask: np.ndarray, axis: int, either_way: str) -> None:
    planes = [ndimage.binary_fill_holes(plane) for plane in np.moveaxis(mask, axis, 0)]
    assert np.array_equal(fill_holes(mask, axis), np.moveaxis(np.array(planes), 0, axis))


def test_simpleitk_fills_the_same_holes_of_a_large_mask(either_way: str) -> None:
    import SimpleITK as sitk

    noise = ndimage.gaussian_filter(np.random.default_rng(5).normal(size=(60, 90, 83)), 1.5)
    mask = noise > -0.08
    theirs = sitk.GetArrayFromImage(sitk.BinaryFillhole(sitk.GetImageFromArray(mask.view(np.uint8)), fullyConnected=False))
    filled = fill_holes(mask)
    assert filled.sum() > mask.sum()
    assert np.array_equal(filled, theirs.astype(bool))


def test_an_unknown_axis_is_refused() -> None:
    with pytest.raises(ParameterError, match="0, 1 or 2"):
        fill_holes(np.ones((2, 2, 2), bool), axis=3)
