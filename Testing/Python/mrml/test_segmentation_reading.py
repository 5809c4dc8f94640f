"""Segments out of a scene: cropped arrays, other grids, surfaces and doubtful names."""

import numpy as np
import pytest
import slicer

from medseg.errors import GeometryMismatchError, InputError
from medseg.mrml import node_to_segmentation, segmentation_to_node
from medseg.mrml.segmentation_nodes import LABELMAP, SURFACE
from medseg.mrml.toolkit import to_matrix, to_oriented_image
from medseg.volume import Geometry, Segment, Segmentation


@pytest.fixture
def box_node(offscreen, box_segmentation):
    return segmentation_to_node(box_segmentation, offscreen.scene, offscreen.segmentations_logic)


def crop(node):
    """Crop a node's first layer to its voxels, as Slicer does after edits and on saving."""
    layer = node.GetSegmentation().GetNthSegment(0).GetRepresentation(LABELMAP)
    extent = [0] * 6
    assert slicer.vtkOrientedImageDataResample.CalculateEffectiveExtent(layer, extent)
    cropped = slicer.vtkOrientedImageData()
    cropped.DeepCopy(layer)
    grid = slicer.vtkOrientedImageData()
    grid.ShallowCopy(layer)
    grid.SetExtent(extent)
    slicer.vtkOrientedImageDataResample.ResampleOrientedImageToReferenceOrientedImage(layer, grid, cropped, False, False)
    assert cropped.GetExtent() == tuple(extent)
    node.GetSegmentation().GetNthSegment(0).AddRepresentation(LABELMAP, cropped)
    return extent


def test_cropped_segments_fill_the_grid_again(box_node, box_segmentation):
    assert crop(box_node) == [20, 39, 20, 29, 15, 24]
    for geometry in (None, box_segmentation.geometry):
        back = node_to_segmentation(box_node, geometry)
        np.testing.assert_array_equal(back.mask("lesion"), box_segmentation.mask("lesion"))


def test_reading_leaves_the_node_alone(box_node):
    crop(box_node)
    before = box_node.GetSegmentation().GetNthSegment(0).GetRepresentation(LABELMAP)
    node_to_segmentation(box_node).layers[0][:] = 0
    after = box_node.GetSegmentation().GetNthSegment(0).GetRepresentation(LABELMAP)
    assert after is before
    assert after.GetExtent() == (20, 39, 20, 29, 15, 24)


def test_a_part_of_the_grid_is_the_same_grid(box_node, box_segmentation):
    box = (slice(10, 30), slice(15, 35), slice(10, 50))
    part = box_segmentation.geometry.cropped(box)
    np.testing.assert_array_equal(node_to_segmentation(box_node, part).mask("lesion"), box_segmentation.mask("lesion")[box])


def test_voxels_that_would_be_lost_are_an_error_unless_resampling_was_asked_for(box_node, box_segmentation):
    half = box_segmentation.geometry.cropped((slice(20, 40), slice(0, 50), slice(0, 60)))
    with pytest.raises(GeometryMismatchError, match="reaches out"):
        node_to_segmentation(box_node, half)
    cut = node_to_segmentation(box_node, half, resample=True)
    np.testing.assert_array_equal(cut.mask("lesion"), box_segmentation.mask("lesion")[20:])


def test_another_grid_is_an_error_unless_resampling_was_asked_for(box_node, box_segmentation):
    fine = box_segmentation.geometry.with_spacing((1.0, 1.0, 1.0))
    with pytest.raises(GeometryMismatchError, match="another grid"):
        node_to_segmentation(box_node, fine)
    mask = node_to_segmentation(box_node, fine, resample=True).mask("lesion")
    assert mask.sum() == 8 * box_segmentation.mask("lesion").sum()


def turned_around(geometry, order_kji, flips_kji):
    """The same voxels, their axes in another order and direction."""
    shape = tuple(geometry.shape[axis] for axis in order_kji)
    matrix = np.eye(4)
    matrix[:3, :3] = geometry.ijk_to_ras[:3, [2 - axis for axis in reversed(order_kji)]] * [
        (-1) ** flip for flip in flips_kji[::-1]
    ]
    first_kji = [0, 0, 0]
    for axis, flip in zip(order_kji, flips_kji, strict=True):
        first_kji[axis] = (geometry.shape[axis] - 1) * flip
    matrix[:3, 3] = geometry.to_ras([first_kji[::-1]])[0]
    return Geometry(shape, matrix)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 0)])
@pytest.mark.parametrize("flips", [(0, 0, 0), (1, 0, 0), (0, 1, 1)])
def test_axes_in_another_order_or_direction_are_the_same_grid(offscreen, overlapping, order, flips):
    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, surface=False)
    back = node_to_segmentation(node, turned_around(overlapping.geometry, order, flips))
    for name in overlapping.names:
        expected = overlapping.mask(name).transpose(order)[tuple(slice(None, None, 1 - 2 * flip) for flip in flips)]
        np.testing.assert_array_equal(back.mask(name), expected)


def test_segments_kept_as_surfaces_become_voxels_and_the_node_is_not_changed(box_node, box_segmentation):
    segmentation = box_node.GetSegmentation()
    segmentation.SetSourceRepresentationName(SURFACE)
    segmentation.RemoveRepresentation(LABELMAP)
    back = node_to_segmentation(box_node, box_segmentation.geometry, resample=True)
    assert not segmentation.ContainsRepresentation(LABELMAP)
    truth = box_segmentation.mask("lesion")
    dice = 2 * np.logical_and(back.mask("lesion"), truth).sum() / (back.mask("lesion").sum() + truth.sum())
    assert dice > 0.85


def test_segments_of_one_name_and_without_a_name_stay_apart(offscreen, oblique):
    node = offscreen.scene.AddNewNodeByClass("vtkMRMLSegmentationNode")
    for number, name in enumerate(["a", "a", " "]):
        segment = slicer.vtkSegment()
        segment.SetName(name)
        mask = np.zeros(oblique.shape, np.uint8)
        mask[number] = 1
        segment.AddRepresentation(LABELMAP, to_oriented_image(mask, oblique.ijk_to_ras))
        node.GetSegmentation().AddSegment(segment, f"id{number}")
    back = node_to_segmentation(node)
    assert back.names == ("a", "a (2)", "id2")
    assert [int(back.mask(name).argmax()) // 42 for name in back.names] == [0, 1, 2]


def test_segments_without_voxels_share_one_empty_layer(offscreen, box_node):
    for name in ("later", "much later"):
        segment = slicer.vtkSegment()
        segment.SetName(name)
        box_node.GetSegmentation().AddSegment(segment)
    back = node_to_segmentation(box_node)
    assert back.names == ("lesion", "later", "much later")
    assert len(back.layers) == 2
    assert not back.mask("later").any()
    assert not back.mask("much later").any()


def test_signed_labels_of_slicer_are_read(offscreen, oblique):
    labels = np.zeros(oblique.shape, np.int16)
    labels[2] = 300
    segment = slicer.vtkSegment()
    segment.SetName("a")
    segment.SetLabelValue(300)
    segment.AddRepresentation(LABELMAP, to_oriented_image(labels, oblique.ijk_to_ras))
    node = offscreen.scene.AddNewNodeByClass("vtkMRMLSegmentationNode")
    node.GetSegmentation().AddSegment(segment)
    np.testing.assert_array_equal(node_to_segmentation(node).mask("a"), labels == 300)


def test_a_transformed_node_is_read_where_it_stands(offscreen, box_node, box_segmentation):
    shift = np.eye(4)
    shift[:3, 3] = (5, 6, 7)
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(to_matrix(shift))
    box_node.SetAndObserveTransformNodeID(transform.GetID())
    back = node_to_segmentation(box_node)
    assert back.geometry.matches(Geometry(back.geometry.shape, shift @ box_segmentation.geometry.ijk_to_ras))
    box_node.HardenTransform()
    np.testing.assert_array_equal(node_to_segmentation(box_node, back.geometry).mask("lesion"), box_segmentation.mask("lesion"))


def test_what_is_no_segmentation_is_refused(offscreen):
    with pytest.raises(InputError, match="choose a segmentation"):
        node_to_segmentation(None)
    with pytest.raises(InputError, match="choose a segmentation"):
        node_to_segmentation(offscreen.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode"))
    with pytest.raises(InputError, match="without any"):
        node_to_segmentation(offscreen.scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "new"))


def test_partial_provenance_names_the_segments_it_is_of(offscreen, oblique):
    first = Segmentation.from_masks(oblique, {Segment("a"): np.ones(oblique.shape, bool)}, provenance={"method": "one"})
    second = Segmentation.from_masks(oblique, {Segment("b"): np.ones(oblique.shape, bool)}, provenance={"method": "two"})
    node = segmentation_to_node(first, offscreen.scene, offscreen.segmentations_logic)
    assert node_to_segmentation(node).provenance == {"method": "one"}
    segmentation_to_node(second, offscreen.scene, offscreen.segmentations_logic, node=node)
    runs = node_to_segmentation(node).provenance["runs"]
    assert runs == [{"segments": ["a"], "provenance": {"method": "one"}}, {"segments": ["b"], "provenance": {"method": "two"}}]
    node.GetSegmentation().RemoveSegment(node.GetSegmentation().GetNthSegmentID(0))
    assert node_to_segmentation(node).provenance == {"method": "two"}
