"""Which part of the patient a view has to hold."""

import numpy as np
import pytest

from medseg.mrml.framing import centre_ras, extent_mm, own_plane, patient_size_mm, slice_axis
from medseg.records import Plane
from medseg.volume import Geometry

SAGITTAL = np.array([[0, 0, 3.0, 0], [0.5, 0, 0, 0], [0, 0.5, 0, 0], [0, 0, 0, 1]])  # k runs to the right, i to the front


def test_the_axis_of_a_plane_is_the_one_across_it(oblique):
    straight = Geometry.from_axes((4, 5, 6), (1, 1, 1))
    assert [slice_axis(straight, plane) for plane in Plane] == [0, 1, 2]
    turned = Geometry((4, 5, 6), SAGITTAL)
    assert [slice_axis(turned, plane) for plane in Plane] == [1, 2, 0]
    assert sorted(slice_axis(oblique, plane) for plane in Plane) == [0, 1, 2]


@pytest.mark.parametrize("degrees", [0, 30, 44, 45, 46, 60, 90])
def test_each_plane_has_an_axis_of_its_own_at_any_angle(degrees):
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix = np.eye(4)
    matrix[:3, :3] = [[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]]
    assert sorted(slice_axis(Geometry((3, 4, 5), matrix), plane) for plane in Plane) == [0, 1, 2]


def test_the_patients_size_follows_the_patients_axes():
    assert patient_size_mm(Geometry.from_axes((40, 50, 60), (1, 2, 3))) == (60, 100, 120)
    assert patient_size_mm(Geometry((40, 50, 60), SAGITTAL)) == (120, 30, 25)


def test_the_extent_counts_whole_voxels():
    geometry = Geometry.from_axes((40, 50, 60), (1, 2, 3))
    np.testing.assert_allclose(extent_mm(geometry, np.eye(3)), (60, 100, 120))
    turned = np.array([[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]])
    np.testing.assert_allclose(extent_mm(geometry, turned)[:2], (0.6 * 60 + 0.8 * 100, 0.8 * 60 + 0.6 * 100))


def test_the_centre_is_between_the_corners(oblique):
    np.testing.assert_allclose(centre_ras(oblique), oblique.to_ras([[2.5, 3, 2]])[0])


def test_a_single_slice_lies_in_the_plane_across_its_thin_axis():
    assert own_plane(Geometry.from_axes((1, 5, 6), (1, 1, 1))) is Plane.AXIAL
    assert own_plane(Geometry((1, 5, 6), SAGITTAL)) is Plane.SAGITTAL
