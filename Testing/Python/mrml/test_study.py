"""Results join the study and the transform of their image."""

import numpy as np
import pytest
import slicer

from medseg.errors import GeometryError, InputError
from medseg.mrml import (
    OffscreenScene,
    join_study,
    masked_volume_to_node,
    node_to_segmentation,
    node_to_volume,
    segmentation_to_node,
    volume_to_node,
)
from medseg.mrml.toolkit import to_matrix
from medseg.segment import segment_with_mask
from medseg.volume import Segment, Segmentation


@pytest.fixture
def hierarchy(offscreen):
    return slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(offscreen.scene)


@pytest.fixture
def image(offscreen, hierarchy, ct):
    """An image in a study of a patient, under a transform."""
    node = volume_to_node(ct, offscreen.scene)
    patient = hierarchy.CreateSubjectItem(hierarchy.GetSceneItemID(), "patient")
    study = hierarchy.CreateStudyItem(patient, "study")
    hierarchy.CreateItem(study, node)
    return node


@pytest.fixture
def turned(offscreen, image):
    """The image, put under a transform that turns and moves."""
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "T")
    matrix = np.eye(4)
    matrix[:3, :3] = [[0.0, -1.0, 0.0], [0.8, 0.0, 0.6], [-0.6, 0.0, 0.8]]
    matrix[:3, 3] = (10, -20, 30)
    transform.SetMatrixTransformToParent(to_matrix(matrix))
    image.SetAndObserveTransformNodeID(transform.GetID())
    return image


def item_names(hierarchy, node):
    """Names of the items above a node, from the nearest."""
    names, item = [], hierarchy.GetItemParent(hierarchy.GetItemByDataNode(node))
    while item and item != hierarchy.GetSceneItemID():
        names.append(hierarchy.GetItemName(item))
        item = hierarchy.GetItemParent(item)
    return names


def test_a_segmentation_joins_the_study_of_its_image(offscreen, hierarchy, image, overlapping):
    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, image)
    join_study(node, image, offscreen.scene)
    assert item_names(hierarchy, node) == ["study", "patient"]
    join_study(node, image, offscreen.scene)
    assert item_names(hierarchy, node) == ["study", "patient"]


def test_a_node_of_another_study_moves_over(offscreen, hierarchy, image, overlapping):
    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, image)
    other = hierarchy.CreateStudyItem(hierarchy.GetSceneItemID(), "other")
    hierarchy.CreateItem(other, node)
    join_study(node, image, offscreen.scene)
    assert item_names(hierarchy, node) == ["study", "patient"]


def test_an_image_without_a_study_takes_its_result_to_the_top(offscreen, hierarchy, ct, overlapping):
    image = volume_to_node(ct, offscreen.scene)
    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, image)
    join_study(node, image, offscreen.scene)
    assert item_names(hierarchy, node) == []
    assert hierarchy.GetItemByDataNode(node)


def test_a_node_in_the_world_comes_under_the_transform_and_stays_in_its_place(offscreen, turned, overlapping):
    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic)
    before = node_to_segmentation(node)
    join_study(node, turned, offscreen.scene)
    assert node.GetTransformNodeID() == turned.GetTransformNodeID()
    after = node_to_segmentation(node, before.geometry)
    for name in before.names:
        np.testing.assert_array_equal(after.mask(name), before.mask(name))
    turned.GetParentTransformNode().SetMatrixTransformToParent(to_matrix(np.diag([-1.0, -1.0, 1.0, 1.0])))
    moved = node_to_segmentation(node)
    assert not moved.geometry.matches(before.geometry), "it moves with its image"


def test_a_node_under_the_same_or_another_transform_stays_as_it_is(offscreen, turned):
    here = node_to_volume(turned)
    mask = Segmentation.from_masks(here.geometry, {Segment("bone"): here.array > 0})
    node = segmentation_to_node(mask, offscreen.scene, offscreen.segmentations_logic, turned)
    join_study(node, turned, offscreen.scene)
    np.testing.assert_array_equal(node_to_segmentation(node, here.geometry).mask("bone"), mask.mask("bone"))
    other = offscreen.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    node.SetAndObserveTransformNodeID(other.GetID())
    join_study(node, turned, offscreen.scene)
    assert node.GetTransformNodeID() == other.GetID()


def test_nodes_that_are_not_in_the_scene_are_refused(offscreen, image, ct):
    with OffscreenScene() as elsewhere:
        stranger = volume_to_node(ct, elsewhere.scene)
        with pytest.raises(InputError, match="not in it"):
            join_study(stranger, image, offscreen.scene)
    with pytest.raises(InputError, match="not in it"):
        join_study(None, image, offscreen.scene)


def test_a_transform_that_bends_space_is_refused_before_anything_is_changed(offscreen, hierarchy, image, overlapping):
    from vtkmodules.vtkCommonTransforms import vtkThinPlateSplineTransform

    node = segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, image)
    transform = offscreen.scene.AddNewNodeByClass("vtkMRMLTransformNode")
    transform.SetAndObserveTransformToParent(vtkThinPlateSplineTransform())
    image.SetAndObserveTransformNodeID(transform.GetID())
    with pytest.raises(GeometryError, match="bends space"):
        join_study(node, image, offscreen.scene)
    assert not hierarchy.GetItemByDataNode(node)


def test_a_masked_image_stands_beside_its_image(offscreen, hierarchy, turned):
    here = node_to_volume(turned)
    turned.GetDisplayNode().SetWindowLevel(77.0, 33.0)
    mask = Segmentation.from_masks(here.geometry, {Segment("bone"): here.array > 0})
    found = segment_with_mask(here, mask).masked
    node = masked_volume_to_node(found, turned, offscreen.scene)
    assert node.GetName() == "chest masked"
    assert item_names(hierarchy, node) == ["study", "patient"]
    assert node.GetTransformNodeID() == turned.GetTransformNodeID()
    back = node_to_volume(node)
    assert back.geometry.matches(here.geometry)
    np.testing.assert_array_equal(back.array, found.array)
    assert (node.GetDisplayNode().GetWindow(), node.GetDisplayNode().GetLevel()) == (77.0, 33.0)
    assert back.identifiers == here.identifiers


def test_another_masked_image_takes_the_place_of_the_one_before(offscreen, turned):
    here = node_to_volume(turned)
    node = masked_volume_to_node(here, turned, offscreen.scene)
    count = offscreen.scene.GetNumberOfNodes()
    smaller = here.geometry.cropped((slice(1, 4), slice(2, 6), slice(1, 5)))
    from medseg.filters.crop import crop_volume

    part = crop_volume(here, (slice(1, 4), slice(2, 6), slice(1, 5)))
    again = masked_volume_to_node(part, turned, offscreen.scene, node)
    assert again is node
    assert offscreen.scene.GetNumberOfNodes() == count
    back = node_to_volume(node)
    assert back.geometry.matches(smaller)
    np.testing.assert_array_equal(back.array, part.array)


def test_the_image_itself_is_never_masked(offscreen, turned):
    with pytest.raises(InputError, match="the image itself"):
        masked_volume_to_node(node_to_volume(turned), turned, offscreen.scene, turned)
