"""Slice and 3D views drawn off-screen by Slicer's displayable managers."""

import numpy as np
import pytest

from medseg.mrml import segmentation_to_node, volume_to_node
from medseg.records import Plane
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

RED = Segment("box", (1.0, 0.0, 0.0))


@pytest.fixture
def shown(drawing, box_volume):
    """An axial view of the box, 120 x 100 pixels of 1 mm."""
    node = volume_to_node(box_volume, drawing.scene)
    view = drawing.add_slice_view(Plane.AXIAL, (120, 100))
    view.show(node)
    view.look_at(np.array([1.0, 1.0, -1.0]), 1.0)
    return drawing, node, view


def is_red(pixels):
    red, green, blue = (pixels[..., n].astype(int) for n in range(3))
    return (red > green + 40) & (red > blue + 40)


def test_an_image_is_drawn_at_its_scale(shown):
    pixels = shown[2].capture()
    assert pixels.shape == (100, 120, 3)
    water = round(255 * (0 - (40 - 200)) / 400)
    values, counts = np.unique(pixels[..., 0], return_counts=True)
    body = values[counts > 500]
    assert body.tolist() == pytest.approx([0, water, round(255 * 220 / 400)], abs=2)
    assert ((pixels[..., 0] > 60).sum()) == pytest.approx(96 * 80, rel=0.03)


def test_the_patients_right_is_on_the_left_and_the_front_on_top(drawing):
    array = np.zeros((3, 50, 50), np.int16)
    array[:, 5, 10] = 1000  # LPS: j 5 is in front, i 10 to the right of the patient
    node = volume_to_node(Volume(array, Geometry.from_axes(array.shape, (1, 1, 1)), Modality.CT), drawing.scene)
    view = drawing.add_slice_view(Plane.AXIAL, (200, 200))
    view.show(node)
    row, column = np.unravel_index(view.capture()[..., 0].argmax(), (200, 200))
    assert row < 60
    assert column < 80
    np.testing.assert_allclose(view.axes_ras, np.diag([-1, 1, 1]), atol=1e-12)


def test_the_fill_lies_over_the_image_and_not_over_black(shown, box_segmentation):
    """Where the segment is shown before the image, its fill is blended over black."""
    drawing, node, view = shown
    before = view.capture()
    seg = segmentation_to_node(box_segmentation, drawing.scene, drawing.segmentations_logic, node, surface=False)
    seg.GetSegmentation().GetNthSegment(0).SetColor(1, 0, 0)
    after = view.capture()
    middle = (slice(42, 58), slice(44, 76))
    grey = before[middle].mean()
    assert grey > 130
    mean_red, mean_green, mean_blue = after[middle].reshape(-1, 3).mean(axis=0)
    assert mean_red == pytest.approx(0.65 * grey + 0.35 * 255, abs=6)
    assert mean_green == pytest.approx(0.65 * grey, abs=6)
    assert mean_blue == pytest.approx(0.65 * grey, abs=6)


def test_the_fill_covers_the_segment_and_nothing_else(shown, box_segmentation):
    drawing, node, view = shown
    segmentation_to_node(box_segmentation, drawing.scene, drawing.segmentations_logic, node, surface=False)
    red = is_red(view.capture())
    assert red.sum() == pytest.approx(40 * 20, rel=0.12)
    view.cut_through(np.array([0.0, 0.0, -30.0]))
    assert is_red(view.capture()).sum() == 0


@pytest.mark.parametrize("plane", list(Plane))
def test_an_oblique_image_is_cut_along_its_own_axes(drawing, oblique, plane):
    array = np.zeros(oblique.shape, np.int16)
    view = drawing.add_slice_view(plane, (64, 64))
    view.show(volume_to_node(Volume(array, oblique, Modality.CT), drawing.scene))
    cosines = np.abs(view.axes_ras.T @ oblique.directions_ras)
    np.testing.assert_allclose(np.sort(cosines.ravel()), [0] * 6 + [1] * 3, atol=1e-9)


def test_moving_the_plane_leaves_the_middle_of_the_view(shown):
    view = shown[2]
    before = view.node.GetXYToRAS().GetElement(0, 3)
    view.cut_through(np.array([30.0, 20.0, 10.0]))
    assert view.node.GetXYToRAS().GetElement(0, 3) == before
    assert view.node.GetXYToRAS().GetElement(2, 3) == pytest.approx(10)


def nested(volume):
    inner, outer = np.zeros(volume.array.shape, bool), np.zeros(volume.array.shape, bool)
    inner[15:25, 20:30, 20:40] = True
    outer[8:32, 10:40, 10:50] = True
    masks = {Segment("outer", (0.0, 0.0, 1.0)): outer, Segment("inner", (1.0, 0.0, 0.0)): inner}
    return Segmentation.from_masks(volume.geometry, masks)


def test_a_surface_is_drawn_and_fills_the_view(drawing, box_volume, box_segmentation):
    segmentation_to_node(box_segmentation, drawing.scene, drawing.segmentations_logic)
    view = drawing.add_surface_view((200, 150))
    view.fit()
    assert 0.25 < is_red(view.capture()).mean() < 0.9
    assert is_red(view.capture())[:3].sum() == 0


def test_a_translucent_surface_shows_itself_and_what_it_holds(drawing, box_volume):
    """With multisampling, software OpenGL draws no translucent surface at all."""
    node = segmentation_to_node(nested(box_volume), drawing.scene, drawing.segmentations_logic)
    view = drawing.add_surface_view((200, 150))
    view.fit()
    opaque = view.capture()
    assert is_red(opaque).sum() == 0
    node.GetDisplayNode().SetSegmentOpacity3D(node.GetSegmentation().GetNthSegmentID(0), 0.3)
    pixels = view.capture()
    red, green, blue = (pixels[..., n].astype(int) for n in range(3))
    assert is_red(pixels).sum() > 500
    assert ((blue > red + 25) & (blue > green + 25)).sum() > 1000
    assert view.window.GetMultiSamples() == 0


def test_views_of_one_scene_do_not_share_their_nodes(drawing):
    views = [drawing.add_slice_view(Plane.AXIAL, (16, 16)) for _ in range(2)]
    assert views[0].node.GetID() != views[1].node.GetID()
    assert views[0].logic.GetSliceCompositeNode() is not views[1].logic.GetSliceCompositeNode()
