"""Contours are filled by the even-odd rule, with matplotlib as judge."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path as Outline

from medseg.io.contours import fill_contours

SHAPE = (20, 30)
PIXELS = np.stack(np.meshgrid(np.arange(SHAPE[1]), np.arange(SHAPE[0])), axis=-1).reshape(-1, 2)


def square(low: float, high: float) -> np.ndarray:
    return np.array([[low, low], [high, low], [high, high], [low, high]])


def inside(contour: np.ndarray) -> np.ndarray:
    return Outline(np.vstack([contour, contour[:1]]), closed=True).contains_points(PIXELS).reshape(SHAPE)


def test_a_square_holds_the_centres_within() -> None:
    mask = fill_contours([square(1.5, 4.5)], SHAPE)
    assert mask.sum() == 9
    assert mask[2:5, 2:5].all()


@pytest.mark.parametrize("turn", [1, -1])
def test_the_direction_does_not_matter(turn: int) -> None:
    assert fill_contours([square(1.5, 4.5)[::turn]], SHAPE).sum() == 9


def test_neighbours_that_share_an_edge_share_no_pixel() -> None:
    left = np.array([[2, 2], [6, 2], [6, 9], [2, 9]], float)
    right = left + np.array([4, 0])
    first, second = fill_contours([left], SHAPE), fill_contours([right], SHAPE)
    assert not (first & second).any()
    assert np.array_equal(first | second, fill_contours([np.array([[2, 2], [10, 2], [10, 9], [2, 9]])], SHAPE))


def test_a_contour_within_another_is_a_hole_and_one_within_that_an_island() -> None:
    mask = fill_contours([square(0.5, 15.5), square(3.5, 12.5), square(6.5, 9.5)], SHAPE)
    assert mask.sum() == 15**2 - 9**2 + 3**2
    assert mask[8, 8]
    assert not mask[5, 5]


def test_a_keyhole_is_a_hole() -> None:
    outer, inner = square(0.5, 15.5), square(4.5, 10.5)[::-1]
    keyhole = np.vstack([outer, outer[:1], inner, inner[:1]])
    assert fill_contours([keyhole], SHAPE).sum() == 15**2 - 6**2


def test_what_lies_outside_the_image_is_cut_off() -> None:
    assert fill_contours([square(-50, 50)], SHAPE).all()
    assert fill_contours([square(-5, 2.5)], SHAPE).sum() == 9
    assert not fill_contours([square(100, 200), square(-20, -10)], SHAPE).any()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_points_enclose_nothing(count: int) -> None:
    assert not fill_contours([square(1.5, 4.5)[:count]], SHAPE).any()


def test_no_contour_is_an_empty_mask() -> None:
    assert not fill_contours([], SHAPE).any()


@settings(max_examples=200, deadline=None)
@given(
    points=st.lists(st.tuples(st.integers(-40, 350), st.integers(-40, 250)), min_size=3, max_size=3, unique=True),
)
def test_triangles_are_filled_as_matplotlib_fills_them(points: list[tuple[int, int]]) -> None:
    contour = np.array(points) / 10 + (0.013, 0.0171)  # off the pixel centres, diagonals too, where conventions differ
    assert np.array_equal(fill_contours([contour], SHAPE), inside(contour))


def test_a_wiggly_outline_is_filled_as_matplotlib_fills_it() -> None:
    angle = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    radius = 7 + 1.5 * np.sin(9 * angle)
    contour = np.column_stack([14.03 + radius * np.cos(angle), 9.51 + radius * np.sin(angle)])
    assert np.array_equal(fill_contours([contour], SHAPE), inside(contour))
