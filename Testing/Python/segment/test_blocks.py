"""Coarse grids made of blocks."""

import numpy as np
import pytest

from medseg.segment.blocks import block_factors, block_means, block_spacing, spread, spread_smoothly


def test_blocks_come_as_near_to_the_wanted_size_as_whole_voxels_allow():
    assert block_factors((300, 512, 512), (1.0, 0.7, 0.7), 2.0) == (2, 3, 3)
    assert block_factors((60, 128, 128), (5.0, 3.0, 3.0), 2.0) == (1, 1, 1)


def test_a_block_never_reaches_beyond_a_thin_image():
    assert block_factors((1, 512, 512), (0.1, 0.7, 0.7), 2.0) == (1, 3, 3)


def test_spacing_grows_with_the_factors():
    assert block_spacing((1.0, 0.7, 0.5), (2, 3, 1)) == pytest.approx((2.0, 2.1, 0.5))


def test_means_are_those_of_the_blocks():
    array = np.arange(64, dtype=np.int16).reshape(4, 4, 4)
    expected = array.reshape(2, 2, 2, 2, 2, 2).mean(axis=(1, 3, 5))
    np.testing.assert_allclose(block_means(array, (2, 2, 2)), expected)


def test_blocks_at_the_end_repeat_the_last_voxels():
    array = np.array([[[0, 10, 20]]], dtype=np.int16)
    np.testing.assert_allclose(block_means(array, (1, 1, 2)), [[[5.0, 20.0]]])


@pytest.mark.parametrize("value", [-3024.0, -np.inf, np.nan, -2000.0])
def test_padding_and_nan_count_as_air(value):
    assert block_means(np.full((1, 1, 2), value), (1, 1, 2)).item() == -1024.0


def test_unsigned_images_are_not_clipped_below_zero():
    assert block_means(np.full((1, 1, 2), 7, np.uint8), (1, 1, 2)).item() == 7.0


def test_spreading_gives_each_voxel_its_blocks_value():
    labels = np.array([[[1, 2]]], dtype=np.uint8)
    np.testing.assert_array_equal(spread(labels, (1, 1, 2), (1, 1, 3)), [[[1, 1, 2]]])


def test_a_smooth_surface_lies_between_the_centres_of_the_blocks():
    mask = np.zeros((1, 1, 4), dtype=np.bool_)
    mask[..., 1:3] = True
    fine = spread_smoothly(mask, (1, 1, 4), (1, 1, 16))
    np.testing.assert_array_equal(np.flatnonzero(fine), np.arange(4, 12))


def test_a_smooth_corner_is_cut_where_the_blocks_corner_stands_out():
    mask = np.zeros((4, 4, 4), dtype=np.bool_)
    mask[:2, :2, :2] = True
    fine = spread_smoothly(mask, (4, 4, 4), (16, 16, 16))
    assert fine[6, 6, 6]
    assert not fine[7, 7, 7]
    assert fine[7, 0, 0]
