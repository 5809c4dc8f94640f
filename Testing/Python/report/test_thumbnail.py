"""Small pictures of results."""

import numpy as np
import pytest

from medseg.io import read_volume
from medseg.report.thumbnail import FOUND, SIDE, TRUE, draw_thumbnail, write_thumbnail
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume


def a_case(shape=(5, 40, 60), spacing=(1.0, 1.0, 4.0), modality=Modality.CT, **axes):
    geometry = Geometry.from_axes(shape, spacing, **axes)
    mask = np.zeros(shape, np.bool_)
    mask[shape[0] // 2, 5:15, 10:20] = True
    return Volume(np.full(shape, 40, np.int16), geometry, modality), Segmentation.from_masks(geometry, {Segment("Lungs"): mask})


def reds(picture):
    """Rows and columns of the picture's middle of all that is outlined."""
    rows, columns = np.nonzero((picture == FOUND).all(axis=2))
    return rows.mean() / picture.shape[0], columns.mean() / picture.shape[1]


def test_it_shows_the_slice_with_most_in_it_in_the_right_proportion():
    picture = draw_thumbnail(*a_case())
    assert picture.shape == (320, SIDE, 3)
    assert reds(picture) == pytest.approx((10 / 40, 15 / 60), abs=0.02)


def test_the_front_is_up_and_the_right_side_left_however_it_is_stored():
    upright = draw_thumbnail(*a_case())
    volume, found = a_case(directions_lps=np.diag([-1.0, -1.0, 1.0]))
    assert reds(upright)[0] < 0.5
    turned = reds(draw_thumbnail(volume, found))
    assert turned == pytest.approx((1 - reds(upright)[0], 1 - reds(upright)[1]), abs=0.02)


def test_a_film_is_shown_as_it_is_stored(tmp_path):
    volume, found = a_case((1, 60, 40), (0.2, 0.2, 1.0), Modality.XRAY)
    path = write_thumbnail(volume, found, tmp_path / "film.png")
    shown = read_volume(path).array
    assert shown.shape[1:] == (SIDE, 320)


def test_the_reference_is_outlined_too_and_an_empty_result_shows_where_it_would_be():
    volume, true = a_case()
    empty = Segmentation.from_masks(volume.geometry, {Segment("Lungs"): np.zeros(volume.array.shape, np.bool_)})
    picture = draw_thumbnail(volume, empty, true)
    assert (picture == TRUE).all(axis=2).sum() > 100
    assert not (picture == FOUND).all(axis=2).any()


def test_grey_goes_from_dark_to_bright_without_nan():
    volume, found = a_case(modality=Modality.MR)
    array = np.linspace(0, 1, volume.array.size, dtype=np.float32).reshape(volume.array.shape)
    array[0, 0, 0] = np.nan
    picture = draw_thumbnail(Volume(array, volume.geometry, Modality.MR), found)
    assert picture.min() < 40
    assert picture.max() > 215
