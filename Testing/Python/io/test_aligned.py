"""Segmentations move between grids whose voxels coincide, and no voxel changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medseg.filters.resample import resample_segmentation
from medseg.io.aligned import align, whole_voxel_move
from medseg.volume import Geometry, Segment, Segmentation

SEGMENT = Segment("noise")


def noise(geometry: Geometry) -> Segmentation:
    return Segmentation.from_masks(geometry, {SEGMENT: np.random.default_rng(2).random(geometry.shape) > 0.5})


def rearranged(geometry: Geometry, axes: tuple[int, int, int], flips: tuple[bool, bool, bool]) -> Geometry:
    """The same box with its axes (i, j, k) in another order and direction."""
    sizes = geometry.shape[::-1]
    matrix = np.eye(4)
    for to, source in enumerate(axes):
        column = geometry.ijk_to_ras[:3, source]
        matrix[:3, to] = -column if flips[to] else column
    origin = np.array([sizes[axes[to]] - 1 if flips[to] else 0 for to in range(3)])
    start = np.zeros(3)
    start[list(axes)] = origin
    matrix[:3, 3] = geometry.to_ras([start])[0]
    i, j, k = (sizes[axis] for axis in axes)
    return Geometry((k, j, i), matrix)


@settings(max_examples=60, deadline=None)
@given(axes=st.permutations([0, 1, 2]), flips=st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_axes_in_any_order_and_direction_give_what_resampling_gives(axes: list[int], flips: tuple[bool, bool, bool]) -> None:
    source = Geometry.from_axes((4, 5, 6), (0.7, 0.9, 2.5), (10, -20, 300))
    target = rearranged(source, (axes[0], axes[1], axes[2]), flips)
    moved = align(noise(source), target)
    assert moved is not None
    judge = resample_segmentation(noise(source), target)
    assert np.array_equal(moved.mask("noise"), judge.mask("noise"))
    back = align(moved, source)
    assert back is not None
    assert np.array_equal(back.mask("noise"), noise(source).mask("noise"))


def test_a_crop_goes_back_into_its_image(oblique_grid: Geometry) -> None:
    box = (slice(1, 4), slice(2, 6), slice(0, 5))
    cropped = noise(oblique_grid.cropped(box))
    whole = align(cropped, oblique_grid)
    assert whole is not None
    assert whole.geometry is oblique_grid
    assert np.array_equal(whole.mask("noise")[box], cropped.mask("noise"))
    assert np.count_nonzero(whole.mask("noise")) == np.count_nonzero(cropped.mask("noise"))


def test_labelled_voxels_outside_are_not_lost(oblique_grid: Geometry) -> None:
    assert align(noise(oblique_grid), oblique_grid.cropped((slice(0, 3), slice(0, 6), slice(0, 7)))) is None
    empty = Segmentation.from_masks(oblique_grid, {SEGMENT: np.zeros(oblique_grid.shape, np.bool_)})
    assert align(empty, oblique_grid.cropped((slice(0, 3), slice(0, 6), slice(0, 7)))) is not None


def test_grids_far_apart_share_nothing(oblique_grid: Geometry) -> None:
    matrix = oblique_grid.ijk_to_ras.copy()
    matrix[:3, 3] += matrix[:3, 0] * 1000
    assert align(noise(oblique_grid), Geometry(oblique_grid.shape, matrix)) is None


@pytest.mark.parametrize("shift", [0.5, 0.1, -0.3])
def test_half_a_voxel_is_no_whole_voxel(oblique_grid: Geometry, shift: float) -> None:
    matrix = oblique_grid.ijk_to_ras.copy()
    matrix[:3, 3] += matrix[:3, 1] * shift
    assert whole_voxel_move(oblique_grid, Geometry(oblique_grid.shape, matrix)) is None


def test_another_spacing_is_no_whole_voxel(oblique_grid: Geometry) -> None:
    assert whole_voxel_move(oblique_grid, oblique_grid.with_spacing((1, 1, 1))) is None


def test_rounding_of_header_text_is_forgiven(oblique_grid: Geometry) -> None:
    move = whole_voxel_move(oblique_grid, Geometry(oblique_grid.shape, np.round(oblique_grid.ijk_to_ras, 4)))
    assert move is not None
    assert np.array_equal(move, np.eye(4))
