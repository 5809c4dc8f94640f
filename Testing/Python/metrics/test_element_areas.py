import itertools
import math

import numpy as np
import pytest

from medseg.metrics.element_areas import contour_lengths, surface_areas

SPACINGS = [(1.0, 1.0, 1.0), (3.0, 0.7, 0.5), (0.3, 2.0, 1.1)]


def code_of(*places: tuple[int, ...]) -> int:
    """The code of a corner with these voxels (k, j, i), or pixels (j, i), in the mask."""
    steps = (2, 1, 4) if len(places[0]) == 3 else (1, 2)
    return sum(1 << sum(step * part for step, part in zip(steps, place, strict=True)) for place in places)


def test_a_corner_with_all_or_none_has_no_surface():
    areas = surface_areas((1, 1, 1))
    assert areas[0] == areas[255] == 0
    assert (areas[1:255] > 0).all()


def test_a_plane_across_an_axis_has_the_area_of_a_voxel_face():
    areas = surface_areas((5, 3, 2))
    upper = [place for place in itertools.product((0, 1), repeat=3) if place[0] == 1]
    left = [place for place in itertools.product((0, 1), repeat=3) if place[2] == 0]
    assert areas[code_of(*upper)] == pytest.approx(3 * 2)
    assert areas[code_of(*left)] == pytest.approx(5 * 3)


def test_one_voxel_is_cut_off_by_a_triangle_between_midpoints():
    points = np.diag([5.0, 3.0, 2.0]) / 2
    expected = 0.5 * np.linalg.norm(np.cross(points[1] - points[0], points[2] - points[0]))
    assert surface_areas((5, 3, 2))[code_of((1, 0, 1))] == pytest.approx(expected)


def test_two_voxels_along_an_axis_are_cut_off_by_a_rectangle():
    assert surface_areas((5, 3, 2))[code_of((1, 0, 0), (1, 0, 1))] == pytest.approx(2 * 0.5 * math.hypot(5, 3))


def test_inside_and_outside_are_alike():
    areas = surface_areas((3.0, 0.7, 0.5))
    np.testing.assert_allclose(areas, areas[::-1], rtol=1e-14)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_turning_the_axes_turns_the_areas(order):
    spacing = (3.0, 0.7, 0.5)
    areas = surface_areas(spacing)
    turned = surface_areas([spacing[axis] for axis in order])
    for size in (1, 2, 3, 4):
        for places in itertools.combinations(itertools.product((0, 1), repeat=3), size):
            moved = [tuple(place[axis] for axis in order) for place in places]
            assert turned[code_of(*moved)] == pytest.approx(areas[code_of(*places)], rel=1e-14)


def test_areas_grow_with_the_square_of_the_scale():
    np.testing.assert_allclose(surface_areas((6.0, 1.4, 1.0)), 4 * surface_areas((3.0, 0.7, 0.5)), rtol=1e-14)


@pytest.mark.parametrize("spacing", SPACINGS)
def test_areas_equal_surface_distance(spacing):
    judge = pytest.importorskip("surface_distance.lookup_tables")
    theirs = judge.create_table_neighbour_code_to_surface_area(spacing)
    ours = surface_areas(spacing)
    for size in range(9):
        for places in itertools.combinations(itertools.product((0, 1), repeat=3), size):
            code = sum(int(judge.ENCODE_NEIGHBOURHOOD_3D_KERNEL[place]) for place in places)
            assert ours[code_of(*places) if places else 0] == pytest.approx(theirs[code], rel=1e-12, abs=0)


@pytest.mark.parametrize("spacing", SPACINGS)
def test_lengths_equal_surface_distance(spacing):
    judge = pytest.importorskip("surface_distance.lookup_tables")
    theirs = judge.create_table_neighbour_code_to_contour_length(spacing[1:])
    ours = contour_lengths(spacing[1:])
    for size in range(1, 5):
        for places in itertools.combinations(itertools.product((0, 1), repeat=2), size):
            code = sum(int(judge.ENCODE_NEIGHBOURHOOD_2D_KERNEL[place]) for place in places)
            assert ours[code_of(*places)] == pytest.approx(theirs[code], rel=1e-12, abs=0)


def test_a_contour_along_a_side_has_its_length():
    lengths = contour_lengths((3.0, 2.0))
    assert lengths[code_of((0, 0), (0, 1))] == 2.0
    assert lengths[code_of((0, 1), (1, 1))] == 3.0
    assert lengths[code_of((1, 1))] == pytest.approx(0.5 * math.hypot(3, 2))
    assert lengths[code_of((0, 0), (1, 1))] == pytest.approx(math.hypot(3, 2))
