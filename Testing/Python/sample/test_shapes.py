"""Distances with known answers."""

import numpy as np
import pytest

from medseg.sample.place import Place
from medseg.sample.shapes import capsule, ellipsoid, rise, smooth_max, smooth_min, superellipse, turned_ellipsoid

RANDOM = np.random.default_rng(3)
POINTS = RANDOM.uniform(-30, 30, (500, 3))
AT = Place.of(POINTS)


def test_a_sphere_has_its_surface_where_it_should_and_distances_right_to_first_order() -> None:
    distance = ellipsoid(AT, (1.0, 2.0, 3.0), (20.0, 20.0, 20.0))
    true = np.linalg.norm(POINTS - (1, 2, 3), axis=1) - 20
    np.testing.assert_array_equal(distance < 0, true < 0)
    near = np.abs(true) < 2
    np.testing.assert_allclose(distance[near], true[near], atol=0.12)


@pytest.mark.parametrize("power", [2.0, 2.4, 3.0])
def test_points_on_an_outline_have_distance_zero(power: float) -> None:
    angle = np.linspace(0, 2 * np.pi, 50)
    share = (np.abs(np.cos(angle)) ** power + np.abs(np.sin(angle)) ** power) ** (-1 / power)
    x, y = (7 * share * np.cos(angle)).astype(np.float32), (4 * share * np.sin(angle)).astype(np.float32)
    np.testing.assert_allclose(superellipse(x, y, 7.0, 4.0, power), 0, atol=1e-4)
    assert superellipse(x * np.float32(0.9), y * np.float32(0.9), 7.0, 4.0, power).max() < 0


def test_an_ellipsoid_turned_by_a_right_angle_has_its_axes_swapped() -> None:
    turned = turned_ellipsoid(AT, (0.0, 0.0, 0.0), (20.0, 5.0, 8.0), 90.0)
    np.testing.assert_allclose(turned, ellipsoid(AT, (0.0, 0.0, 0.0), (5.0, 20.0, 8.0)), atol=1e-3)


def test_a_capsule_is_a_cylinder_with_round_ends() -> None:
    ends = np.array([(0.0, 0.0, -10.0), (0.0, 0.0, 10.0)])
    probe = Place.of(np.array([(5.0, 0, 0), (0, 0, 15), (3, 4, -10), (0, 0, 0), (3, 0, 14)]))
    np.testing.assert_allclose(capsule(probe, ends, (2.0, 2.0), 1.0), [3, 3, 3, -2, 3], atol=1e-5)


def test_a_capsules_radius_changes_along_it() -> None:
    ends = np.array([(0.0, 0.0, 0.0), (10.0, 0.0, 0.0)])
    probe = Place.of(np.array([(0.0, 6.0, 0.0), (5.0, 6.0, 0.0), (10.0, 6.0, 0.0)]))
    np.testing.assert_allclose(capsule(probe, ends, (1.0, 3.0), 1.0), [5, 4, 3], atol=1e-5)


def test_a_capsule_without_length_is_a_sphere() -> None:
    ends = np.zeros((2, 3))
    np.testing.assert_allclose(capsule(AT, ends, (4.0, 4.0), 1.0), np.linalg.norm(POINTS, axis=1) - 4, atol=1e-4)


def test_smooth_unions_and_intersections_leave_what_is_far_apart_as_it_is() -> None:
    one, other = AT.x, AT.y
    apart = np.abs(one - other) >= 6
    np.testing.assert_array_equal(smooth_max(one, other, 6.0)[apart], np.maximum(one, other)[apart])
    np.testing.assert_array_equal(smooth_min(one, other, 6.0)[apart], np.minimum(one, other)[apart])
    excess = smooth_max(one, other, 6.0) - np.maximum(one, other)
    assert excess.min() >= 0
    assert excess.max() <= 1.5 + 1e-5
    np.testing.assert_allclose(smooth_min(one, other, 6.0), -smooth_max(-one, -other, 6.0), atol=1e-5)


def test_rise_goes_from_zero_to_one() -> None:
    np.testing.assert_allclose(rise(np.array([0, 2, 3, 4, 9], dtype=np.float32), 2, 4), [0, 0, 0.5, 1, 1])
