"""Segments into a scene: voxel by voxel, with names, colours, codes, display and provenance, and nothing of the user's lost."""

import json

import numpy as np
import pytest
import slicer

from medseg.errors import InputError
from medseg.mrml import node_to_segmentation, segmentation_to_node, volume_to_node
from medseg.mrml.segmentation_nodes import LABELMAP, SURFACE, unique_name
from medseg.mrml.toolkit import from_image, from_matrix, to_matrix
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume


@pytest.fixture
def put(offscreen):
    """Put a segmentation into the scene."""

    def put(segmentation, reference=None, node=None, **options):
        return segmentation_to_node(segmentation, offscreen.scene, offscreen.segmentations_logic, reference, node, **options)

    return put


def as_slicer_sees_it(node, name, geometry):
    """Judge: Slicer's own resampling of one segment onto a grid."""
    identifier = node.GetSegmentation().GetSegmentIdBySegmentName(name)
    wanted = slicer.vtkOrientedImageData()
    depth, height, width = geometry.shape
    wanted.SetExtent(0, width - 1, 0, height - 1, 0, depth - 1)
    wanted.SetGeometryFromImageToWorldMatrix(to_matrix(geometry.ijk_to_ras))
    segment = slicer.vtkOrientedImageData()
    assert node.GetBinaryLabelmapRepresentation(identifier, segment)
    result = slicer.vtkOrientedImageData()
    slicer.vtkOrientedImageDataResample.ResampleOrientedImageToReferenceOrientedImage(segment, wanted, result, False, False)
    return from_image(result) > 0


def test_slicer_sees_every_voxel_of_overlapping_segments(put, overlapping):
    node = put(overlapping)
    for name in overlapping.names:
        np.testing.assert_array_equal(as_slicer_sees_it(node, name, overlapping.geometry), overlapping.mask(name))


def test_labels_that_are_not_one_two_three_get_their_own_voxels(put, oblique):
    """Slicer's import of a labelmap with identifiers takes labels 1 to N only, and says nothing of others."""
    labels = np.random.default_rng(0).choice(np.array([0, 3, 5], np.uint16), oblique.shape)
    given = Segmentation.from_labelmap(oblique, labels, {5: Segment("five"), 3: Segment("three")})
    back = node_to_segmentation(put(given))
    assert back.names == ("five", "three")
    np.testing.assert_array_equal(back.mask("three"), labels == 3)
    np.testing.assert_array_equal(back.mask("five"), labels == 5)


def test_segments_of_one_layer_share_it(put, overlapping):
    segmentation = put(overlapping).GetSegmentation()
    layers = [segmentation.GetLayerIndex(segmentation.GetNthSegmentID(n)) for n in range(3)]
    assert segmentation.GetNumberOfLayers() == 2
    assert layers[0] == layers[1] != layers[2]


def test_labels_that_no_segment_names_are_left_out(put, oblique):
    labels = np.zeros(oblique.shape, np.uint8)
    labels[0], labels[1] = 1, 9
    node = put(Segmentation.from_labelmap(oblique, labels, {1: Segment("one")}))
    image = node.GetSegmentation().GetNthSegment(0).GetRepresentation(LABELMAP)
    assert np.unique(from_image(image)).tolist() == [0, 1]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.uint32, np.uint64])
def test_every_unsigned_type_of_labels_survives(put, oblique, dtype):
    labels = np.random.default_rng(0).integers(0, 3, oblique.shape).astype(dtype)
    given = Segmentation.from_labelmap(oblique, labels, {1: Segment("one"), 2: Segment("two")})
    back = node_to_segmentation(put(given))
    assert [np.array_equal(back.mask(name), given.mask(name)) for name in given.names] == [True, True]


def test_names_colours_and_codes_are_slicers(put, overlapping):
    segmentation = put(overlapping).GetSegmentation()
    segments = [segmentation.GetNthSegment(n) for n in range(3)]
    assert [segment.GetName() for segment in segments] == list(overlapping.names)
    assert segments[0].GetColor() == (0.9, 0.1, 0.1)
    assert "SCT^39607008^Lung~SCT^7771000^Left" in segments[0].GetTerminology()


def test_the_first_colour_is_red():
    assert Segment("any").color == (0.9, 0.1, 0.1)


def test_fill_and_outline_are_shown(put, overlapping):
    display = put(overlapping).GetDisplayNode()
    assert display.GetVisibility2DFill()
    assert display.GetVisibility2DOutline()
    assert (display.GetOpacity2DFill(), display.GetOpacity2DOutline()) == (0.35, 1.0)
    assert display.GetPreferredDisplayRepresentationName3D() == SURFACE


def test_the_reference_grid_is_the_images(put, offscreen, ct, overlapping):
    image = volume_to_node(ct, offscreen.scene)
    node = put(overlapping, image)
    assert node.GetNodeReference(node.GetReferenceImageGeometryReferenceRole()).GetID() == image.GetID()
    assert node_to_segmentation(node).geometry.matches(ct.geometry)


def test_without_an_image_the_reference_grid_is_the_segmentations_own(put, oblique):
    mask = np.zeros(oblique.shape, bool)
    mask[2, 3, 3] = True
    node = put(Segmentation.from_masks(oblique, {Segment("dot"): mask}))
    assert node_to_segmentation(node).geometry.matches(oblique)


def test_a_surface_encloses_the_volume_of_the_voxels(put, box_segmentation):
    node = put(box_segmentation)
    surface = node.GetSegmentation().GetNthSegment(0).GetRepresentation(SURFACE)
    bounds = np.array(surface.GetBounds()).reshape(3, 2)
    np.testing.assert_allclose(np.diff(bounds).ravel(), (40, 20, 20), atol=2.1)
    assert node.GetSegmentation().GetConversionParameter("Conversion method") == "1"


def test_no_surface_is_made_where_none_is_wanted(put, box_segmentation):
    assert not put(box_segmentation, surface=False).GetSegmentation().ContainsRepresentation(SURFACE)


def test_an_empty_segment_stays(put, oblique):
    node = put(Segmentation.from_masks(oblique, {Segment("nothing"): np.zeros(oblique.shape, bool)}))
    back = node_to_segmentation(node)
    assert back.names == ("nothing",)
    assert not back.mask("nothing").any()


def test_a_segmentation_without_segments_gives_an_empty_node(put, oblique):
    assert node_to_segmentation(put(Segmentation.from_masks(oblique, {}))).names == ()


def test_the_segments_move_with_their_image(put, offscreen, ct, overlapping):
    turn = np.array([[0.0, 1, 0, 10], [-1, 0, 0, 20], [0, 0, 1, 30], [0, 0, 0, 1]])
    image = volume_to_node(ct, offscreen.scene)
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(to_matrix(turn))
    image.SetAndObserveTransformNodeID(transform.GetID())
    world = Geometry(ct.geometry.shape, turn @ ct.geometry.ijk_to_ras)
    moved = Segmentation.from_layers(
        world, overlapping.layers, [(segment, *overlapping.place(segment.name)) for segment in overlapping.segments]
    )
    node = put(moved, image)
    assert node.GetTransformNodeID() == transform.GetID()
    layer = node.GetSegmentation().GetNthSegment(0).GetRepresentation(LABELMAP)
    matrix = to_matrix(np.eye(4))
    layer.GetImageToWorldMatrix(matrix)
    np.testing.assert_allclose(from_matrix(matrix), ct.geometry.ijk_to_ras, atol=1e-9)
    back = node_to_segmentation(node, world)
    assert all(np.array_equal(back.mask(name), moved.mask(name)) for name in moved.names)


def test_what_a_node_holds_stays_when_segments_are_added(put, overlapping, oblique):
    node = put(overlapping)
    mask = np.random.default_rng(5).integers(0, 2, oblique.shape).astype(bool)
    put(Segmentation.from_masks(oblique, {Segment("vessel"): mask, Segment("new"): ~mask}), node=node)
    back = node_to_segmentation(node)
    assert back.names == (*overlapping.names, "vessel (2)", "new")
    assert all(np.array_equal(back.mask(name), overlapping.mask(name)) for name in overlapping.names)
    np.testing.assert_array_equal(back.mask("vessel (2)"), mask)


def test_replacing_a_segment_leaves_its_neighbours_in_the_layer_alone(put, overlapping, oblique):
    node = put(overlapping)
    identifiers = node.GetSegmentation().GetSegmentIDs()
    mask = np.random.default_rng(5).integers(0, 2, oblique.shape).astype(bool)
    put(Segmentation.from_masks(oblique, {Segment("vessel", (1.0, 1.0, 0.0)): mask}), node=node, replace=True)
    back = node_to_segmentation(node)
    assert node.GetSegmentation().GetSegmentIDs() == identifiers
    assert back.names == overlapping.names
    np.testing.assert_array_equal(back.mask("vessel"), mask)
    assert back.segment("vessel").color == (1.0, 1.0, 0.0)
    for name in ("left lung", "ROI | 1; ä"):
        np.testing.assert_array_equal(back.mask(name), overlapping.mask(name))


def test_replacing_tells_capital_letters_apart(put, overlapping, oblique):
    node = put(overlapping)
    put(Segmentation.from_masks(oblique, {Segment("VESSEL"): np.ones(oblique.shape, bool)}), node=node, replace=True)
    assert node_to_segmentation(node).names == (*overlapping.names, "VESSEL")


def test_surfaces_follow_when_segments_are_replaced(put, box_segmentation):
    node = put(box_segmentation)
    mask = np.zeros(box_segmentation.geometry.shape, bool)
    mask[15:25, 20:30, 20:25] = True
    put(Segmentation.from_masks(box_segmentation.geometry, {Segment("lesion"): mask}), node=node, replace=True)
    surface = node.GetSegmentation().GetNthSegment(0).GetRepresentation(SURFACE)
    width = surface.GetBounds()[1] - surface.GetBounds()[0]
    assert width == pytest.approx(10, abs=2.1)


def test_a_node_that_keeps_surfaces_is_refused_and_left_alone(put, box_segmentation):
    node = put(box_segmentation)
    node.GetSegmentation().SetSourceRepresentationName(SURFACE)
    with pytest.raises(InputError, match="closed surface"):
        put(box_segmentation, node=node)
    assert node.GetSegmentation().GetNumberOfSegments() == 1


def test_the_logic_must_be_given(offscreen, box_segmentation):
    with pytest.raises(InputError, match="Segmentations module"):
        segmentation_to_node(box_segmentation, offscreen.scene, None)


def test_provenance_is_kept_as_json_with_the_node(put, overlapping):
    runs = json.loads(put(overlapping).GetAttribute("MedSeg.Provenance"))
    assert [run["provenance"] for run in runs] == [{"method": "threshold", "lower": -950}]
    assert len(runs[0]["segments"]) == 3


def test_the_first_free_number_makes_a_name_unique():
    assert unique_name("a", set()) == "a"
    assert unique_name("a", {"a", "a (2)"}) == "a (3)"


def test_a_real_tumour_lies_where_its_image_says(put, offscreen, data_dir):
    import SimpleITK as sitk

    folder = data_dir / "mr_brain_tumour"
    image, label = (sitk.ReadImage(str(folder / f"brain1_{kind}.nrrd")) for kind in ("image", "label"))
    directions = np.array(image.GetDirection()).reshape(3, 3)
    geometry = Geometry.from_axes(image.GetSize()[::-1], image.GetSpacing(), image.GetOrigin(), directions)
    volume = Volume(sitk.GetArrayFromImage(image), geometry, Modality.MR)
    mask = sitk.GetArrayFromImage(label) > 0
    node = put(Segmentation.from_masks(geometry, {Segment("tumour"): mask}), volume_to_node(volume, offscreen.scene))
    np.testing.assert_array_equal(node_to_segmentation(node, geometry).mask("tumour"), mask)
    shape = sitk.LabelShapeStatisticsImageFilter()
    shape.Execute(label > 0)
    left, back, up = shape.GetCentroid(1)
    segment_id = node.GetSegmentation().GetNthSegmentID(0)
    bounds = np.zeros(6)
    node.GetSegmentation().GetSegment(segment_id).GetBounds(bounds)
    assert bounds[0] < -left < bounds[1]
    assert bounds[2] < -back < bounds[3]
    assert bounds[4] < up < bounds[5]


def test_without_a_copy_the_node_keeps_the_memory_for_itself(offscreen):
    import gc

    geometry = Geometry.from_axes((200, 200, 200), (1.0, 1.0, 1.0))
    mask = np.zeros(geometry.shape, np.bool_)
    mask[50:150, 60:140, 70:130] = True
    expected = int(mask.sum())
    segmentation = Segmentation.from_masks(geometry, {Segment("box"): mask})
    node = segmentation_to_node(segmentation, offscreen.scene, offscreen.segmentations_logic, surface=False, copy=False)
    mask[50, 60, 70] = False
    assert node_to_segmentation(node, geometry).mask("box").sum() == expected - 1
    del mask, segmentation
    gc.collect()
    others = [np.full(geometry.shape, 7, np.uint8) for _ in range(3)]
    assert node_to_segmentation(node, geometry).mask("box").sum() == expected - 1
    assert len(others) == 3
