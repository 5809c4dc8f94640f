"""Regions of interest as voxels; the judge is Slicer's own test of points."""

import numpy as np
import pytest
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkCommonTransforms import vtkThinPlateSplineTransform
from vtkmodules.vtkFiltersModeling import vtkSelectEnclosedPoints

from medseg.errors import GeometryError, InputError
from medseg.mrml import roi_to_box, roi_to_mask
from medseg.mrml.toolkit import to_matrix
from medseg.volume import Geometry

TURN = np.array([[0.6, 0.0, 0.8], [0.0, 1.0, 0.0], [-0.8, 0.0, 0.6]])
OTHER_TURN = np.array([[0.28, -0.96, 0.0], [0.96, 0.28, 0.0], [0.0, 0.0, 1.0]])
TURNS = {"straight": np.eye(3), "turned": TURN, "turned twice": TURN @ OTHER_TURN}


@pytest.fixture
def grid(oblique):
    """Turned, anisotropic, flipped, away from the origin, and large enough to count in."""
    return Geometry((21, 25, 23), oblique.ijk_to_ras)


@pytest.fixture
def add_roi(offscreen):
    def add_roi(centre, size, turn=None):
        node = offscreen.scene.AddNewNodeByClass("vtkMRMLMarkupsROINode", "region")
        matrix = np.eye(4)
        matrix[:3, :3] = np.eye(3) if turn is None else turn
        matrix[:3, 3] = centre
        node.SetAndObserveObjectToNodeMatrix(to_matrix(matrix))
        node.SetSize(size)
        return node

    return add_roi


def place_under(node, scene, matrix):
    transform = scene.AddNewNodeByClass("vtkMRMLTransformNode")
    transform.SetMatrixTransformToParent(to_matrix(matrix))
    node.SetAndObserveTransformNodeID(transform.GetID())


def centres(geometry):
    k, j, i = np.indices(geometry.shape)
    return geometry.to_ras(np.stack([i, j, k], axis=-1).reshape(-1, 3))


def judged(node, geometry):
    return np.array([bool(node.IsPointInROIWorld(point)) for point in centres(geometry)]).reshape(geometry.shape)


def middle(geometry):
    return geometry.to_ras([[n / 2 for n in geometry.shape[::-1]]])[0]


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("size", [(11.3, 14.9, 33.7), (400.0, 400.0, 400.0), (3.0, 90.0, 2.1)])
def test_the_voxels_are_those_that_slicer_counts(grid, add_roi, turn, size):
    node = add_roi(middle(grid), size, TURNS[turn])
    found = roi_to_mask(node, grid)
    assert found.any()
    np.testing.assert_array_equal(found, judged(node, grid))


def test_a_box_that_reaches_over_the_edge_is_cut_there(grid, add_roi):
    node = add_roi(grid.corners_ras[5], (20.0, 20.0, 20.0), TURNS["turned twice"])
    found = roi_to_mask(node, grid)
    assert 0 < found.sum() < found.size / 4
    np.testing.assert_array_equal(found, judged(node, grid))


def test_a_box_under_a_transform_is_where_slicer_counts(grid, add_roi, offscreen):
    node = add_roi((1.0, 2.0, 3.0), (12.1, 15.3, 30.7), TURNS["turned"])
    matrix = np.eye(4)
    matrix[:3, :3] = TURNS["turned twice"]
    matrix[:3, 3] = middle(grid)
    place_under(node, offscreen.scene, matrix)
    found = roi_to_mask(node, grid)
    assert found.any()
    np.testing.assert_array_equal(found, judged(node, grid))


def test_a_box_under_a_scaling_transform_is_where_it_is_drawn(grid, add_roi, offscreen):
    """Slicer draws it scaled, and counts points in it as if it were not."""
    node = add_roi((1.0, 2.0, 3.0), (9.1, 11.3, 20.7), TURNS["turned"])
    matrix = np.eye(4)
    matrix[:3, :3] = 1.5 * TURNS["turned twice"]
    matrix[:3, 3] = middle(grid)
    place_under(node, offscreen.scene, matrix)
    found = roi_to_mask(node, grid)
    points = vtkPolyData()
    points.SetPoints(vtkPoints())
    for point in centres(grid):
        points.GetPoints().InsertNextPoint(point)
    drawn = vtkSelectEnclosedPoints()
    drawn.SetInputData(points)
    drawn.SetSurfaceData(node.CreateROIBoxPolyDataWorld())
    drawn.Update()
    inside = [bool(drawn.IsInside(number)) for number in range(grid.voxel_count)]
    assert 50 < found.sum() < found.size / 2
    np.testing.assert_array_equal(found, np.reshape(inside, grid.shape))


def test_a_box_of_known_size_holds_the_number_of_voxels_that_one_counts(add_roi):
    """Spacing 0.5, 1 and 2 mm along i, j and k; a box of 4 x 6 x 10 mm around a corner between voxels."""
    grid = Geometry.from_axes((20, 20, 20), (0.5, 1.0, 2.0))
    node = add_roi(grid.to_ras([[9.5, 9.5, 9.5]])[0], (4.2, 6.2, 9.8))
    found = roi_to_mask(node, grid)
    assert found.sum() == 8 * 6 * 4
    assert roi_to_box(node, grid) == (slice(8, 12), slice(7, 13), slice(6, 14))
    assert roi_to_mask(add_roi(grid.to_ras([[9.5, 9.5, 9.5]])[0], (4.2, 6.2, 10.0)), grid).sum() == 8 * 6 * 6


@pytest.mark.parametrize("nudge", [0.0, 1e-6, -1e-6])
def test_voxel_centres_on_the_faces_are_inside(add_roi, grid, nudge):
    """A box from voxel centre to voxel centre, turned like the grid, whatever rounding does to either."""
    turn = np.array(grid.directions_ras)
    turn[:, 2] = np.cross(turn[:, 0], turn[:, 1])  # Slicer keeps boxes right-handed
    centre = grid.to_ras([[10.0, 11.0, 9.0]])[0]
    node = add_roi(centre, tuple(2 * np.array(grid.spacing_ijk) * (3, 4, 5) + nudge), turn)
    expected = np.zeros(grid.shape, bool)
    expected[9 - 5 : 9 + 6, 11 - 4 : 11 + 5, 10 - 3 : 10 + 4] = True
    np.testing.assert_array_equal(roi_to_mask(node, grid), expected)
    assert roi_to_box(node, grid) == (slice(4, 15), slice(7, 16), slice(7, 14))


def test_a_box_turned_inside_out_holds_the_voxels_outside(grid, add_roi):
    node = add_roi(middle(grid), (11.3, 14.9, 33.7), TURNS["turned"])
    inside = roi_to_mask(node, grid)
    node.SetInsideOut(True)
    np.testing.assert_array_equal(roi_to_mask(node, grid), ~inside)
    np.testing.assert_array_equal(roi_to_mask(node, grid), judged(node, grid))


def test_a_box_outside_the_image_holds_nothing(grid, add_roi):
    node = add_roi(middle(grid) + 10_000, (10.0, 10.0, 10.0))
    assert not roi_to_mask(node, grid).any()
    assert roi_to_box(node, grid) is None


def test_a_box_between_two_voxel_centres_holds_nothing(grid, add_roi):
    node = add_roi(grid.to_ras([[10.5, 10.5, 10.5]])[0], (0.1, 0.1, 0.1))
    assert not roi_to_mask(node, grid).any()


def test_the_same_place_on_a_flipped_grid_is_the_same_place(grid, add_roi):
    node = add_roi(middle(grid), (11.3, 14.9, 33.7), TURNS["turned twice"])
    matrix = grid.ijk_to_ras.copy()
    matrix[:3, 3] = grid.to_ras([[0, grid.shape[1] - 1, 0]])[0]
    matrix[:3, 1] *= -1
    flipped = Geometry(grid.shape, matrix)
    np.testing.assert_array_equal(roi_to_mask(node, flipped)[:, ::-1], roi_to_mask(node, grid))


def test_a_single_slice_can_be_cut(add_roi):
    film = Geometry.from_axes((1, 30, 40), (0.2, 0.2, 1.0))
    node = add_roi(film.to_ras([[20, 15, 0]])[0], (2.0, 1.2, 5.0))
    assert roi_to_mask(node, film).sum() == 11 * 7


def test_what_is_no_region_is_refused(grid, add_roi, offscreen):
    with pytest.raises(InputError, match="got none"):
        roi_to_mask(None, grid)
    with pytest.raises(InputError, match="draw its box"):
        roi_to_mask(offscreen.scene.AddNewNodeByClass("vtkMRMLMarkupsROINode", "new"), grid)


def test_a_transform_that_bends_space_is_refused(grid, add_roi, offscreen):
    node = add_roi(middle(grid), (10.0, 10.0, 10.0))
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLTransformNode")
    transform.SetAndObserveTransformToParent(vtkThinPlateSplineTransform())
    node.SetAndObserveTransformNodeID(transform.GetID())
    with pytest.raises(GeometryError, match="bends space"):
        roi_to_mask(node, grid)
