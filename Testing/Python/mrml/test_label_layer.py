"""Labels of one plane, drawn over a slice view."""

import numpy as np
import pytest

from medseg.mrml import PreviewTarget, volume_to_node
from medseg.mrml.label_layer import LabelLayer
from medseg.mrml.toolkit import from_matrix
from medseg.records import Plane
from medseg.volume import Geometry, Modality, Volume

SIZE = (120, 90)
COLORS = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)]


@pytest.fixture
def volume():
    array = np.zeros((6, 30, 40), np.int16)
    return Volume(array, Geometry.from_axes(array.shape, (1.2, 1.2, 3.0), (-10.0, 5.0, 2.0)), Modality.CT)


@pytest.fixture
def view(drawing, volume):
    view = drawing.add_slice_view(Plane.AXIAL, SIZE)
    view.show(volume_to_node(volume, drawing.scene))
    return view


@pytest.fixture
def layer(view):
    layer = LabelLayer(PreviewTarget(view.logic, view.renderer, view.render), COLORS)
    yield layer
    layer.close()


@pytest.fixture
def labels():
    """Two segments, on a grid of 30 x 40."""
    labels = np.zeros((30, 40), np.uint8)
    labels[5:15, 8:30] = 1
    labels[20:26, 3:10] = 2
    return labels


def expected(view, volume, labels):
    """The label under the centre of every pixel, bottom row first."""
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    xy = np.stack([columns.ravel(), rows.ravel(), np.zeros(rows.size), np.ones(rows.size)])
    points = (from_matrix(view.node.GetXYToRAS()) @ xy)[:3].T
    places = np.rint(volume.geometry.to_ijk(points)[:, :2]).astype(int)
    inside = ((places >= 0) & (places < (40, 30))).all(axis=1)
    found = np.zeros(rows.size, np.uint8)
    found[inside] = labels[places[inside, 1], places[inside, 0]]
    return found.reshape(SIZE[::-1])


def test_each_pixel_has_the_label_under_it(layer, view, volume, labels):
    view.node.SetXYZOrigin(0.3, 0.2, 0.0)  # or borders of voxels fall onto centres of pixels
    view.node.UpdateMatrices()
    layer.show(labels, volume.geometry.ijk_to_ras)
    wanted = expected(view, volume, labels)
    assert set(np.unique(wanted)) == {0, 1, 2}
    assert (layer.labels == wanted).mean() > 0.99  # a pixel on the border of two voxels may go to either


def test_it_follows_the_view_when_it_is_zoomed_and_shifted(layer, view, volume, labels):
    layer.show(labels, volume.geometry.ijk_to_ras)
    first = layer.labels
    view.node.SetFieldOfView(20.0, 15.0, 1.0)
    view.node.SetXYZOrigin(7.0, -4.0, 0.0)
    view.node.UpdateMatrices()
    assert not np.array_equal(layer.labels, first)
    assert (layer.labels == expected(view, volume, labels)).mean() > 0.99


def test_a_grid_that_is_turned_against_the_view_is_drawn_where_it_lies(layer, view, volume, labels):
    turned = volume.geometry.ijk_to_ras @ np.array([[-1, 0, 0, 39.0], [0, -1, 0, 29.0], [0, 0, 1, 0], [0, 0, 0, 1]])
    layer.show(labels[::-1, ::-1], turned)
    assert (layer.labels == expected(view, volume, labels)).mean() > 0.99


def test_colours_are_seen_and_taken_away(layer, view, volume, labels):
    plain = view.capture().astype(int)
    layer.show(labels, volume.geometry.ijk_to_ras)
    seen = view.capture().astype(int)
    assert layer.is_shown
    assert (seen[..., 0] > seen[..., 1] + 40).sum() > 200
    assert (seen[..., 1] > seen[..., 0] + 40).sum() > 50
    layer.hide()
    assert not layer.is_shown
    np.testing.assert_array_equal(view.capture(), plain)


def test_a_mask_is_label_one(layer, view, volume, labels):
    layer.show(labels == 1, volume.geometry.ijk_to_ras)
    assert set(np.unique(layer.labels)) == {0, 1}


def test_closing_leaves_nothing_in_the_view(view, volume, labels):
    count = view.renderer.GetViewProps().GetNumberOfItems()
    layer = LabelLayer(PreviewTarget(view.logic, view.renderer), COLORS)
    layer.show(labels, volume.geometry.ijk_to_ras)
    layer.close()
    assert view.renderer.GetViewProps().GetNumberOfItems() == count
    view.node.SetFieldOfView(20.0, 15.0, 1.0)  # nobody listens any more
