"""Balls in millimetres: known answers, borders, distance transforms as judges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage

from medseg.errors import ParameterError
from medseg.filters.morphology import closing, dilate, erode, opening

Spacing = tuple[float, float, float]
ISOTROPIC: Spacing = (1.0, 1.0, 1.0)
SPACINGS = st.tuples(*[st.sampled_from([0.5, 0.7, 0.9765625, 1.0, 2.5, 5.0])] * 3)
RADII = st.sampled_from([0.0, 0.5, 0.7, 1.0, 1.4, 2.1, 2.5, 3.0, 5.0, 7.3])
MASKS = hnp.arrays(np.bool_, st.tuples(st.integers(1, 8), st.integers(1, 8), st.integers(1, 140)), elements=st.booleans())
relaxed = settings(max_examples=80, deadline=None)


def point(shape: tuple[int, int, int] = (9, 9, 9)) -> np.ndarray:
    mask = np.zeros(shape, dtype=bool)
    mask[tuple(n // 2 for n in shape)] = True
    return mask


@pytest.mark.parametrize(("radius", "count"), [(0, 1), (0.99, 1), (1, 7), (1.42, 19), (1.74, 27), (2, 33)])
def test_a_point_becomes_the_ball_of_voxel_centres(radius: float, count: int) -> None:
    assert dilate(point(), radius, ISOTROPIC).sum() == count


def test_slices_farther_apart_than_the_radius_do_not_touch() -> None:
    grown = dilate(point(), 3, (5, 1, 1))
    assert grown.sum() == 29
    assert grown[4].sum() == 29


def test_a_voxel_at_just_the_radius_is_within_it() -> None:
    grown = dilate(point((3, 3, 31)), 2.1, (5, 5, 0.7))
    assert grown.sum() == 7
    assert dilate(point((3, 3, 31)), 2.0999, (5, 5, 0.7)).sum() == 5


def test_nothing_is_eroded_from_the_border_of_the_image() -> None:
    assert erode(np.ones((3, 4, 5), bool), 10, ISOTROPIC).all()
    half = np.zeros((8, 8, 8), dtype=bool)
    half[:5] = True
    assert np.array_equal(np.flatnonzero(erode(half, 2, ISOTROPIC).all(axis=(1, 2))), [0, 1, 2])


def test_opening_keeps_what_the_border_cuts_off() -> None:
    vessel = np.zeros((6, 20, 20), dtype=bool)
    vessel[:, 8:13, 8:13] = True
    opened = opening(vessel, 2, ISOTROPIC)
    assert opened[:, 10, 10].all()
    assert np.array_equal(opened[0], opened[3])


def test_opening_removes_what_is_thin() -> None:
    mask = np.zeros((12, 20, 20), dtype=bool)
    mask[2:10, 2:12, 2:12] = True
    mask[5, 5, 12:] = True
    opened = opening(mask, 2, ISOTROPIC)
    assert not opened[:, :, 13:].any()  # the tip of the last ball reaches one voxel into the rod
    assert opened[6, 6, 6]


def test_closing_neither_erodes_nor_closes_the_border() -> None:
    mask = np.zeros((6, 9, 9), dtype=bool)
    mask[0, 4, 4] = True
    mask[3, 1, 1] = True
    assert np.array_equal(closing(mask, 1.5, ISOTROPIC), mask)
    full = np.ones((4, 4, 4), dtype=bool)
    assert closing(full, 3, ISOTROPIC).all()


def test_closing_fills_a_gap_narrower_than_the_ball() -> None:
    mask = np.ones((9, 9, 9), dtype=bool)
    mask[4] = False
    assert closing(mask, 1, ISOTROPIC)[4, 2:7, 2:7].all()
    mask[3:7] = False
    assert not closing(mask, 1, ISOTROPIC)[4].any()


def test_a_single_slice_is_closed_in_its_plane() -> None:
    mask = np.ones((1, 9, 9), dtype=bool)
    mask[0, :, 4] = False
    assert closing(mask, 2.0, (0.1, 1.0, 1.0))[0, 2:7, 4].all()


@pytest.mark.parametrize("work", [dilate, erode, opening, closing])
@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 7, 9), (2, 3, 70)])
def test_empty_and_full_masks_stay(work, shape: tuple[int, int, int]) -> None:
    for value in (False, True):
        mask = np.full(shape, value)
        result = work(mask, 2.5, (2.0, 0.7, 0.7))
        assert np.array_equal(result, mask)
        assert not np.shares_memory(result, mask)


@relaxed
@given(mask=MASKS, radius=RADII, spacing=SPACINGS)
def test_distance_transforms_agree_with_dilation_and_erosion(mask: np.ndarray, radius: float, spacing: Spacing) -> None:
    assert np.array_equal(dilate(mask, radius, spacing), _near(mask, radius, spacing))
    assert np.array_equal(erode(mask, radius, spacing), ~_near(~mask, radius, spacing))


@relaxed
@given(mask=MASKS, radius=RADII, spacing=SPACINGS)
def test_distance_transforms_agree_with_opening_and_closing(mask: np.ndarray, radius: float, spacing: Spacing) -> None:
    assert np.array_equal(opening(mask, radius, spacing), _near(~_near(~mask, radius, spacing), radius, spacing))
    widths = [int(radius / n) + 2 if size > 1 else 0 for n, size in zip(spacing, mask.shape, strict=True)]
    wide = np.pad(mask, [(n, n) for n in widths])
    closed = ~_near(~_near(wide, radius, spacing), radius, spacing)
    inner = tuple(slice(n, n + size) for n, size in zip(widths, mask.shape, strict=True))
    assert np.array_equal(closing(mask, radius, spacing), closed[inner])


def _near(mask: np.ndarray, radius: float, spacing: Spacing) -> np.ndarray:
    if not mask.any():
        return mask.copy()
    return ndimage.distance_transform_edt(~mask, sampling=spacing) <= radius * (1 + 1e-6) + 1e-12


@relaxed
@given(mask=MASKS, radius=RADII, spacing=SPACINGS)
def test_opening_and_closing_are_within_and_around_the_mask_and_change_nothing_twice(
    mask: np.ndarray, radius: float, spacing: Spacing
) -> None:
    opened, closed = opening(mask, radius, spacing), closing(mask, radius, spacing)
    assert not (opened & ~mask).any()
    assert not (mask & ~closed).any()
    assert np.array_equal(opening(opened, radius, spacing), opened)
    assert np.array_equal(closing(closed, radius, spacing), closed)


@pytest.mark.parametrize("axes", [(1, 2, 0), (2, 0, 1), (0, 2, 1)])
def test_axes_are_all_alike(axes: tuple[int, int, int]) -> None:
    mask = ndimage.gaussian_filter(np.random.default_rng(0).normal(size=(20, 31, 70)), 2) > 0.02
    spacing = (2.0, 0.7, 1.1)
    turned = tuple(spacing[n] for n in axes)
    for work in (dilate, erode, opening, closing):
        assert np.array_equal(work(mask, 3, spacing).transpose(axes), work(mask.transpose(axes), 3, turned))


def test_slabs_of_a_large_mask_meet_without_a_seam() -> None:
    mask = np.random.default_rng(2).random((130, 100, 300)) < 0.0005
    assert np.array_equal(dilate(mask, 3.2, (1, 0.7, 0.7)), _near(mask, 3.2, (1, 0.7, 0.7)))


def test_simpleitk_closes_the_same_by_its_distance_map() -> None:
    import SimpleITK as sitk

    mask = ndimage.gaussian_filter(np.random.default_rng(7).normal(size=(24, 40, 44)), 2) > 0.03
    mask = np.pad(mask, 8)
    image = sitk.GetImageFromArray(mask.view(np.uint8))
    image.SetSpacing((0.7, 0.7, 1.0))
    near = sitk.SignedMaurerDistanceMap(image, squaredDistance=False, useImageSpacing=True) <= 3.0001
    far = sitk.SignedMaurerDistanceMap(near == 0, squaredDistance=False, useImageSpacing=True) > 3.0001
    # the signed map is measured from the border voxels of the object, which are the nearest ones for voxels outside
    theirs = sitk.GetArrayFromImage(far).astype(bool)
    assert np.array_equal(closing(mask, 3, (1.0, 0.7, 0.7)), theirs)


@pytest.mark.parametrize("radius", [-1, float("nan"), float("inf")])
def test_a_radius_out_of_range_is_refused(radius: float) -> None:
    with pytest.raises(ParameterError, match="radius of 0 mm or more"):
        dilate(point(), radius, ISOTROPIC)


@pytest.mark.parametrize("spacing", [(1, 1), (1, 0, 1), (1, 1, float("nan"))])
def test_a_bad_spacing_is_refused(spacing: tuple[float, ...]) -> None:
    with pytest.raises(ParameterError, match="three spacings"):
        erode(point(), 1, spacing)  # type: ignore[arg-type]
