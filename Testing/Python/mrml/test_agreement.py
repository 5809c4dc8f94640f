"""True and false voxels in Slicer's scene."""

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.metrics.agreement import COLORS, find_agreement
from medseg.mrml import agreement_to_node, node_to_segmentation, segmentation_to_node, volume_to_node
from medseg.volume import Segment, Segmentation


@pytest.fixture
def pair(ct):
    """A prediction and its reference on an oblique grid."""
    prediction = Segmentation.from_masks(ct.geometry, {Segment("bone"): ct.array > 300})
    reference = Segmentation.from_masks(ct.geometry, {Segment("bone"): (ct.array > 500) & (ct.array < 1800)})
    return prediction, reference


def test_the_node_holds_the_true_and_false_voxels_in_one_layer(offscreen, ct, pair):
    image = volume_to_node(ct, offscreen.scene)
    node = agreement_to_node(*pair, offscreen.scene, offscreen.segmentations_logic, image)
    expected = find_agreement(*pair)
    found = node_to_segmentation(node, ct.geometry)
    assert found.names == ("True positive", "False positive", "False negative")
    for name in found.names:
        np.testing.assert_array_equal(found.mask(name), expected.mask(name))
        np.testing.assert_allclose(found.segment(name).color, COLORS[name])
    assert sum(found.mask("True positive").ravel()) > 0
    assert node.GetSegmentation().GetNumberOfLayers() == 1
    assert not node.GetSegmentation().ContainsRepresentation("Closed surface")


def test_the_same_node_is_filled_anew_and_stays_as_it_is_shown(offscreen, ct, pair):
    scene, logic = offscreen.scene, offscreen.segmentations_logic
    image = volume_to_node(ct, scene)
    node = agreement_to_node(*pair, scene, logic, image)
    node.GetDisplayNode().SetOpacity2DFill(0.9)
    count = scene.GetNumberOfNodes()
    again = agreement_to_node(*pair[::-1], scene, logic, image, node)
    assert again is node
    assert scene.GetNumberOfNodes() == count
    assert node.GetDisplayNode().GetOpacity2DFill() == 0.9
    found, expected = node_to_segmentation(node, ct.geometry), find_agreement(*pair[::-1])
    assert found.names == expected.names
    for name in found.names:
        np.testing.assert_array_equal(found.mask(name), expected.mask(name))


def test_a_node_with_other_segments_is_left_alone(offscreen, ct, pair):
    scene, logic = offscreen.scene, offscreen.segmentations_logic
    node = segmentation_to_node(pair[0], scene, logic, volume_to_node(ct, scene))
    with pytest.raises(InputError, match="other segments"):
        agreement_to_node(*pair, scene, logic, None, node)
    assert node_to_segmentation(node, ct.geometry).names == ("bone",)


def test_an_empty_node_may_be_filled(offscreen, ct, pair):
    empty = offscreen.scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "mine")
    image = volume_to_node(ct, offscreen.scene)
    node = agreement_to_node(*pair, offscreen.scene, offscreen.segmentations_logic, image, empty)
    assert node is empty
    assert node.GetName() == "mine"
    assert node.GetDisplayNode().GetVisibility2DFill()
