"""The plane of a slice view, cut through a whole image."""

import numpy as np
import pytest

from medseg.mrml.slice_cut import cut_slice
from medseg.volume import Geometry, Modality, Volume

AXIAL = np.diag([-1.0, 1.0, 1.0, 1.0])  # as Slicer's red view: left across, front up


def pose(rotation, point):
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = rotation, point
    return matrix


@pytest.fixture
def ramp():
    """Intensity 2 R + 3 A - 5 S at each voxel, which linear interpolation finds anywhere; anisotropic, axes LPS."""
    geometry = Geometry.from_axes((20, 30, 40), (0.8, 0.8, 2.5), (-7.0, 4.0, -20.0))
    points = geometry.to_ras(np.argwhere(np.ones(geometry.shape))[:, ::-1])
    values = points @ [2.0, 3.0, -5.0]
    return Volume(values.reshape(geometry.shape).astype(np.float32), geometry, Modality.CT)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_plane_along_the_slices_is_the_nearest_of_them_itself(ramp, sign):
    height = ramp.geometry.to_ras([[0, 0, 7]])[0, 2] + 0.9
    turned = AXIAL[:3, :3] * [1.0, sign, sign]
    cut = cut_slice(ramp, pose(turned, (100.0, -50.0, height)))
    assert np.shares_memory(cut.array, ramp.array)
    np.testing.assert_array_equal(cut.array[0], ramp.array[7])
    assert cut.geometry.matches(ramp.geometry.cropped((slice(7, 8), slice(None), slice(None))))
    assert cut.modality is Modality.CT


@pytest.mark.parametrize("degrees", [5.0, 40.0, 90.0])
def test_a_tilted_plane_has_the_intensities_of_its_points_and_covers_the_image(ramp, degrees):
    angle = np.radians(degrees)
    tilt = np.array([[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]])
    centre = ramp.geometry.corners_ras.mean(axis=0)
    cut = cut_slice(ramp, pose(tilt @ AXIAL[:3, :3], centre))
    points = cut.geometry.to_ras(np.argwhere(np.ones(cut.geometry.shape))[:, ::-1])
    assert np.abs((points - centre) @ (tilt @ [0, 0, 1])).max() < 1e-6
    places = ramp.geometry.to_ijk(points)
    inside = ((places >= 0) & (places <= np.array(ramp.geometry.shape[::-1]) - 1)).all(axis=1)
    assert inside.mean() > 0.3
    np.testing.assert_allclose(cut.array.ravel()[inside], (points @ [2.0, 3.0, -5.0])[inside], atol=1e-3)
    outside = ((places < -1) | (places > np.array(ramp.geometry.shape[::-1]))).any(axis=1)
    assert (cut.array.ravel()[outside] == Modality.CT.fill_value).all()


def test_a_tilted_plane_has_the_axes_of_an_axial_ct(ramp):
    angle = np.radians(10.0)
    tilt = np.array([[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]])
    cut = cut_slice(ramp, pose(tilt @ AXIAL[:3, :3], ramp.geometry.corners_ras.mean(axis=0)))
    assert cut.geometry.orientation == "LPS"


def test_whole_numbers_stay_whole(ramp):
    whole = Volume(ramp.array.astype(np.int16), ramp.geometry, Modality.CT)
    cut = cut_slice(whole, pose(np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]]), ramp.geometry.corners_ras.mean(axis=0)))
    assert cut.array.dtype == np.int16


@pytest.mark.parametrize("rotation", [AXIAL[:3, :3], np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])])
def test_a_plane_beside_the_image_gives_nothing(ramp, rotation):
    assert cut_slice(ramp, pose(rotation, (500.0, 500.0, 500.0))) is None


@pytest.mark.parametrize(("k", "numbers"), [(7, range(5, 10)), (1, range(3)), (19, range(19, 20))])
def test_neighbours_come_along_as_many_on_both_sides(ramp, k, numbers):
    cut = cut_slice(ramp, pose(AXIAL[:3, :3], (0.0, 0.0, ramp.geometry.to_ras([[0, 0, k]])[0, 2])), neighbours=2)
    np.testing.assert_array_equal(cut.array, ramp.array[list(numbers)])
    assert cut.array.shape[0] % 2 == 1


def test_neighbours_of_a_tilted_plane_are_parallel_to_it_a_slice_apart(ramp):
    centre = ramp.geometry.corners_ras.mean(axis=0)
    tilt = np.array([[1, 0, 0], [0, 0.8, -0.6], [0, 0.6, 0.8]]) @ AXIAL[:3, :3]
    one, three = (cut_slice(ramp, pose(tilt, centre), neighbours=number) for number in (0, 1))
    np.testing.assert_array_equal(three.array[1], one.array[0])
    np.testing.assert_allclose(three.geometry.to_ras([[3, 4, 1]]), one.geometry.to_ras([[3, 4, 0]]))
    assert three.geometry.spacing_mm[0] == pytest.approx(2.5)


@pytest.mark.parametrize(("step", "numbers"), [(1, (3, 4, 5)), (2, (2, 4, 6)), (4, (0, 4, 8)), (5, (4,))])
def test_neighbours_of_thin_slices_lie_as_many_apart_as_is_asked_for(ramp, step, numbers):
    point = ramp.geometry.to_ras([[0, 0, 4]])[0]
    cut = cut_slice(ramp, pose(AXIAL[:3, :3], point), neighbours=1, step=step)
    np.testing.assert_array_equal(cut.array, ramp.array[list(numbers)])
    np.testing.assert_allclose(cut.geometry.to_ras([[1, 2, 0]]), ramp.geometry.to_ras([[1, 2, numbers[0]]]))
    np.testing.assert_allclose(cut.geometry.to_ras([[1, 2, len(numbers) // 2]]), ramp.geometry.to_ras([[1, 2, 4]]))


def test_neighbours_of_a_tilted_plane_lie_as_far_apart(ramp):
    tilt = np.array([[1, 0, 0], [0, 0.8, -0.6], [0, 0.6, 0.8]]) @ AXIAL[:3, :3]
    cut = cut_slice(ramp, pose(tilt, ramp.geometry.corners_ras.mean(axis=0)), neighbours=1, step=2)
    assert cut.array.shape[0] == 3
    assert cut.geometry.spacing_mm[0] == pytest.approx(5.0)
