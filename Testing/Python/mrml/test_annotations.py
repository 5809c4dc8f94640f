"""Letters, rulers and legends."""

import numpy as np
import pytest
from PIL import Image

from medseg.mrml.annotations import (
    MOST_ENTRIES,
    LegendEntry,
    direction_letters,
    draw_legend,
    draw_ruler,
    legend_height,
    ruler_length_mm,
    write_directions,
)
from medseg.mrml.layout import Box
from medseg.mrml.lettering import Lettering


def blank(width=400, height=300):
    image = Image.new("RGB", (width, height))
    return image, Lettering(image, 20)


@pytest.mark.parametrize(
    ("vector", "letters"),
    [((1, 0, 0), "R"), ((-1, 0, 0), "L"), ((0, 1, 0), "A"), ((0, 0, -1), "I"), ((0.1, -0.99, 0.1), "P"), ((0.6, 0, 0.8), "SR")],
)
def test_directions_have_the_letters_of_radiology(vector, letters):
    assert direction_letters(np.array(vector, float)) == letters


def test_letters_stand_at_all_four_edges_and_inside_the_box():
    image, lettering = blank()
    write_directions(lettering, Box(50, 40, 300, 200), np.diag([-1.0, 1.0, 1.0]))
    lit = np.argwhere(np.asarray(image).max(axis=2) > 200)
    assert lit.min(axis=0)[0] >= 40
    assert lit.max(axis=0)[0] < 240
    assert lit.min(axis=0)[1] >= 50
    assert lit.max(axis=0)[1] < 350
    picture = np.asarray(image).max(axis=2) > 200
    assert picture[120:160, 50:90].any()
    assert picture[120:160, 310:350].any()
    assert picture[40:80, 180:220].any()
    assert picture[200:240, 180:220].any()


@pytest.mark.parametrize(("mm_per_px", "width", "length"), [(0.5, 400, 50), (1.0, 1600, 200), (0.01, 400, 1), (0.001, 100, 1)])
def test_the_ruler_is_round_and_fits(mm_per_px, width, length):
    assert ruler_length_mm(mm_per_px, width) == length


def test_the_ruler_is_as_long_as_it_says():
    image, lettering = blank()
    draw_ruler(lettering, Box(0, 0, 400, 300), 0.5, 50)
    row = np.asarray(image).max(axis=2)[300 - 14] > 200
    assert np.flatnonzero(row).size == pytest.approx(100, abs=4)


def test_the_legend_shows_every_colour():
    entries = [LegendEntry("bone", (1.0, 0.0, 0.0), 12.3), LegendEntry("lung", (0.0, 0.0, 1.0), None)]
    image, lettering = blank(400, 100)
    draw_legend(lettering, Box(0, 0, 400, legend_height(lettering, entries, 400)), entries)
    pixels = np.asarray(image).reshape(-1, 3)
    assert (pixels == (255, 0, 0)).all(axis=1).sum() > 200
    assert (pixels == (0, 0, 255)).all(axis=1).sum() > 200


def test_a_long_legend_wraps_and_a_very_long_one_is_cut():
    _, lettering = blank()
    many = [LegendEntry(f"structure {n}", (1.0, 1.0, 1.0), 1.0) for n in range(200)]
    one, some, all_of_them = (legend_height(lettering, many[:count], 800) for count in (1, 10, 200))
    assert one < some < all_of_them
    assert all_of_them == legend_height(lettering, many[: MOST_ENTRIES + 1], 800)


def test_no_segments_need_no_room():
    assert legend_height(blank()[1], [], 400) == 0
