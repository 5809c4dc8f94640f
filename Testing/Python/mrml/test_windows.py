"""Which intensities span black to white."""

import numpy as np
import pytest

from medseg.errors import InputError, ParameterError
from medseg.mrml.windows import choose_window, display_window
from medseg.records import RenderParameters
from medseg.records.render import WINDOWS_HU, parse_window
from medseg.volume import Code, Coding, Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((1, 1, 6), (1, 1, 1))
CT = Volume(np.array([[[-900, -800, 0, 50, 500, 900]]], np.int16), GRID, Modality.CT)
IN_LUNG = Coding(Code("SCT", "49755003", "Lesion"), Code("SCT", "4147007", "Mass"), None, Code("SCT", "39607008", "Lung"))


def segments(**ranges):
    masks = {}
    for name, (start, stop) in ranges.items():
        mask = np.zeros(GRID.shape, bool)
        mask[..., start:stop] = True
        masks[Segment(name)] = mask
    return Segmentation.from_masks(GRID, masks)


@pytest.mark.parametrize(
    ("ranges", "name"),
    [
        ({"air": (0, 2)}, "lung"),
        ({"water": (2, 4)}, "soft"),
        ({"bone": (4, 6)}, "bone"),
        ({"bone": (4, 6), "water": (2, 4)}, "soft"),
        ({"bone": (4, 6), "air": (0, 2)}, "lung"),
        ({"bone": (4, 6), "water": (2, 4), "air": (0, 2)}, "soft"),
        ({"bone": (4, 6), "nothing": (0, 0)}, "bone"),
        ({"nothing": (0, 0)}, "soft"),
        ({}, "soft"),
    ],
)
def test_a_cts_window_suits_what_the_segments_hold(ranges, name):
    assert choose_window(CT, segments(**ranges), "auto") == WINDOWS_HU[name]


def test_a_lesion_coded_to_lie_in_the_lung_is_shown_in_the_lung_window():
    dense = Segmentation.from_masks(GRID, {Segment("mass", coding=IN_LUNG): CT.array == 50})
    assert choose_window(CT, dense, "auto") == (1500, -600)


def test_a_dense_lesion_with_lung_around_it_is_shown_in_the_lung_window():
    array = np.full((3, 30, 30), -850, np.int16)
    array[1, 12:18, 12:18] = 40
    geometry = Geometry.from_axes(array.shape, (1, 1, 1))
    lesion = Segmentation.from_masks(geometry, {Segment("nodule"): array == 40})
    assert choose_window(Volume(array, geometry, Modality.CT), lesion, "auto") == WINDOWS_HU["lung"]
    in_air = Volume(np.where(array == 40, 40, -1000).astype(np.int16), geometry, Modality.CT)
    assert choose_window(in_air, lesion, "auto") == WINDOWS_HU["soft"]


def test_segments_on_another_grid_are_judged_by_their_codes_alone():
    other = Segmentation.from_masks(Geometry.from_axes((1, 1, 1), (6, 1, 1)), {Segment("air"): np.ones((1, 1, 1), bool)})
    assert choose_window(CT, other, "auto") == WINDOWS_HU["soft"]


def test_wishes_are_granted():
    assert choose_window(CT, segments(), "bone") == (1800, 400)
    assert choose_window(CT, segments(), "full") == (1800, 0)
    assert choose_window(CT, segments(), "350,50") == (350, 50)


@pytest.mark.parametrize("text", ["liver", "400", "0,40", "-5,40", "nan,1", "inf,1", "4,5,6", ""])
def test_a_wish_that_cannot_be_read_is_refused(text):
    with pytest.raises(ParameterError, match="WIDTH,LEVEL"):
        RenderParameters(window=text)
    with pytest.raises(ParameterError):
        parse_window(text)


def test_outliers_do_not_widen_the_window_of_other_images():
    array = np.linspace(0, 100, 10_000).reshape(10, 20, 50)
    array[0, 0, 0] = 1e9
    width, level = display_window(Volume(array, Geometry.from_axes(array.shape, (1, 1, 1)), Modality.MR))
    assert width == pytest.approx(98, abs=0.5)
    assert level == pytest.approx(50, abs=0.5)


def test_an_image_of_one_value_has_a_window_of_some_width():
    flat = Volume(np.full((2, 2, 2), 7.0), Geometry.from_axes((2, 2, 2), (1, 1, 1)), Modality.MR)
    assert display_window(flat) == (1.0, 7.0)


def test_an_image_of_nothing_but_nan_is_refused():
    empty = Volume(np.full((2, 2, 2), np.nan), Geometry.from_axes((2, 2, 2), (1, 1, 1)))
    with pytest.raises(InputError, match="NaN"):
        display_window(empty)
