"""Statistics of segments."""

import math

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError
from medseg.segment import mask_statistics
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

GEOMETRY = Geometry.from_axes((1, 2, 5), (2.0, 5.0, 10.0))


def _volume(values, **more):
    return Volume(np.array(values).reshape(1, 2, 5), GEOMETRY, **more)


def _segments(**masks):
    return Segmentation.from_masks(
        GEOMETRY, {Segment(name): np.array(mask, bool).reshape(1, 2, 5) for name, mask in masks.items()}
    )


def test_numbers_are_those_of_the_voxels_inside():
    volume = _volume(np.arange(10, dtype=np.int16), modality=Modality.CT)
    (found,) = mask_statistics(volume, _segments(a=[1, 1, 1, 1, 1, 0, 0, 0, 0, 0]))
    assert (found.segment, found.voxels, found.unit) == ("a", 5, "HU")
    assert found.volume_ml == pytest.approx(0.5)
    assert (found.mean, found.median, found.minimum, found.maximum) == (2, 2, 0, 4)
    assert found.sd == pytest.approx(math.sqrt(2))
    assert (found.p05, found.p95) == pytest.approx((0.2, 3.8))


def test_an_empty_segment_has_no_intensities():
    (found,) = mask_statistics(_volume(np.zeros(10)), _segments(a=[0] * 10))
    assert (found.voxels, found.volume_ml) == (0, 0)
    assert all(math.isnan(value) for value in (found.mean, found.sd, found.minimum, found.p05, found.median, found.maximum))


def test_nan_and_padding_count_for_the_size_alone():
    volume = _volume([np.nan, -3024.0, 1.0, 3.0, np.inf, 0, 0, 0, 0, 0], padding_value=-3024.0)
    (found,) = mask_statistics(volume, _segments(a=[1, 1, 1, 1, 1, 0, 0, 0, 0, 0]))
    assert (found.voxels, found.mean, found.minimum, found.maximum) == (5, 2, 1, 3)


def test_overlapping_segments_are_measured_each():
    found = mask_statistics(_volume(np.arange(10)), _segments(a=[1, 1, 0, 0, 0, 0, 0, 0, 0, 0], b=[0, 1, 1, 0, 0, 0, 0, 0, 0, 0]))
    assert [row.mean for row in found] == [0.5, 1.5]


def test_large_integers_do_not_overflow():
    (found,) = mask_statistics(_volume(np.full(10, 30000, np.int16)), _segments(a=[1] * 10))
    assert (found.mean, found.sd) == (30000, 0)


def test_another_grid_is_refused():
    other = Volume(np.zeros((1, 2, 5)), Geometry.from_axes((1, 2, 5), (1.0, 5.0, 10.0)))
    with pytest.raises(GeometryMismatchError, match="image and the segmentation lie on different grids"):
        mask_statistics(other, _segments(a=[1] * 10))
