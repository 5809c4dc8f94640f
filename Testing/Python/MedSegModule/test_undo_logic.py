"""What is there is never lost: adding, replacing, taking back."""

import numpy as np
import pytest

from medseg.errors import InputError


@pytest.fixture
def dense(parameters):
    """Everything from 150 HU, named Dense."""
    from MedSegModuleLib.enums import ThresholdSource

    parameters.thresholdSource = ThresholdSource.RANGE
    parameters.thresholdRange.setRange(150.0, 3071.0)
    parameters.segmentName = "Dense"
    return parameters


def segments(node, image):
    """The voxels of each segment by name."""
    import slicer

    segmentation = node.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    return {
        segmentation.GetSegment(one).GetName(): slicer.util.arrayFromSegmentBinaryLabelmap(node, one, image) > 0
        for one in identifiers
    }


def test_a_segment_of_the_same_name_gives_its_place(logic, dense, chest, phantom):
    node = logic.segment(dense)
    dense.thresholdRange.setRange(300.0, 3071.0)
    assert logic.segment(dense) is node
    found = segments(node, chest)
    assert list(found) == ["Dense"]
    np.testing.assert_array_equal(found["Dense"], phantom[0].array >= 300)


def test_others_stay_beside_it(logic, dense, chest, phantom):
    node = logic.segment(dense)
    dense.segmentName = "Very dense"
    dense.thresholdRange.setRange(300.0, 3071.0)
    logic.segment(dense)
    found = segments(node, chest)
    assert list(found) == ["Dense", "Very dense"]
    np.testing.assert_array_equal(found["Dense"], phantom[0].array >= 150)


def test_an_output_that_was_made_empty_is_filled_and_shown(logic, dense, scene, chest, phantom):
    output = scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "Mine")
    dense.outputSegmentation = output
    dense.shownIn3D = True
    dense.fillOpacity = 0.7
    assert logic.segment(dense) is output
    np.testing.assert_array_equal(segments(output, chest)["Dense"], phantom[0].array >= 150)
    assert output.GetDisplayNode().GetOpacity2DFill() == pytest.approx(0.7)
    assert output.GetSegmentation().GetSourceRepresentationName() == "Binary labelmap"
    logic.undo(dense)
    assert dense.outputSegmentation is output
    assert segments(output, chest) == {}


def test_adding_keeps_both(logic, dense, chest):
    from MedSegModuleLib.enums import ExistingSegments

    dense.existingSegments = ExistingSegments.ADD
    node = logic.segment(dense)
    logic.segment(dense)
    assert list(segments(node, chest)) == ["Dense", "Dense (2)"]


def test_undo_brings_the_voxels_back(logic, dense, chest, phantom):
    node = logic.segment(dense)
    dense.thresholdRange.setRange(300.0, 3071.0)
    logic.segment(dense)
    logic.undo(dense)
    np.testing.assert_array_equal(segments(node, chest)["Dense"], phantom[0].array >= 150)
    assert dense.outputSegmentation is node


def test_undo_of_the_first_result_removes_what_was_made(logic, dense, scene):
    dense.makeMaskedVolume = True
    logic.segment(dense)
    assert scene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode") == 1
    logic.undo(dense)
    assert scene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode") == 0
    assert scene.GetNumberOfNodesByClass("vtkMRMLScalarVolumeNode") == 1
    assert dense.outputSegmentation is None
    assert not logic.canUndo(dense)


def test_several_steps_are_taken_back_one_by_one(logic, dense, chest, phantom):
    for lower in (150.0, 250.0, 350.0):
        dense.thresholdRange.setRange(lower, 3071.0)
        node = logic.segment(dense)
    for lower in (250, 150):
        logic.undo(dense)
        np.testing.assert_array_equal(segments(node, chest)["Dense"], phantom[0].array >= lower)
    logic.undo(dense)
    assert dense.outputSegmentation is None


def test_what_the_user_did_to_others_stays(logic, dense, chest, phantom):
    import slicer

    from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE

    node = logic.segment(dense)
    made = node.GetAttribute(PROVENANCE_ATTRIBUTE)
    own = node.GetSegmentation().AddEmptySegment("mine", "Mine", [0.1, 0.2, 0.3])
    dense.thresholdRange.setRange(300.0, 3071.0)
    logic.segment(dense)
    drawn = np.zeros(phantom[0].array.shape, np.uint8)
    drawn[3, 4, 5:9] = 1
    slicer.util.updateSegmentBinaryLabelmapFromArray(drawn, node, own, chest)
    logic.undo(dense)
    found = segments(node, chest)
    np.testing.assert_array_equal(found["Mine"], drawn > 0)
    np.testing.assert_array_equal(found["Dense"], phantom[0].array >= 150)
    assert node.GetAttribute(PROVENANCE_ATTRIBUTE) == made


def test_segments_that_share_a_layer_are_taken_back_one_for_one(logic, dense, chest, phantom):
    import slicer

    from medseg.mrml import segmentation_to_node
    from medseg.volume import Segment, Segmentation

    labels = np.where(phantom[0].array >= 300, 2, np.where(phantom[0].array >= 150, 1, 0)).astype(np.uint8)
    names = {1: Segment("Dense", (0.2, 0.4, 0.6)), 2: Segment("Very dense")}
    shared = Segmentation.from_labelmap(phantom[0].geometry, labels, names)
    logic_of_segments = slicer.modules.segmentations.logic()
    node = segmentation_to_node(shared, chest.GetScene(), logic_of_segments, chest, surface=False)
    dense.outputSegmentation = node
    dense.thresholdRange.setRange(-100.0, 100.0)
    logic.segment(dense)
    logic.undo(dense)
    found = segments(node, chest)
    np.testing.assert_array_equal(found["Dense"], labels == 1)
    np.testing.assert_array_equal(found["Very dense"], labels == 2)
    np.testing.assert_allclose(node.GetSegmentation().GetNthSegment(0).GetColor(), (0.2, 0.4, 0.6), atol=1e-6)


def test_a_segment_that_was_deleted_since_comes_back(logic, dense, chest, phantom):
    node = logic.segment(dense)
    identifier = node.GetSegmentation().GetNthSegmentID(0)
    dense.thresholdRange.setRange(300.0, 3071.0)
    logic.segment(dense)
    node.GetSegmentation().RemoveSegment(identifier)
    logic.undo(dense)
    assert node.GetSegmentation().GetNthSegmentID(0) == identifier
    np.testing.assert_array_equal(segments(node, chest)["Dense"], phantom[0].array >= 150)


def test_without_anything_to_take_back_the_message_says_so(logic, dense):
    assert not logic.canUndo(dense)
    with pytest.raises(InputError, match="got none"):
        logic.undo(dense)


def test_what_failed_cannot_be_taken_back(logic, dense, monkeypatch):
    from medseg import mrml

    logic.segment(dense)

    def fail(*_arguments, **_more):
        raise InputError("no room")

    monkeypatch.setattr(mrml, "segmentation_to_node", fail)
    for _ in range(2):
        with pytest.raises(InputError, match="no room"):
            logic.segment(dense)
    monkeypatch.undo()
    logic.undo(dense)
    assert dense.outputSegmentation is None
    assert not logic.canUndo(dense)


def test_a_deleted_result_cannot_be_taken_back(logic, dense, scene):
    scene.RemoveNode(logic.segment(dense))
    assert not logic.canUndo(dense)


def test_a_closed_scene_leaves_nothing_to_take_back(logic, dense, scene):
    logic.segment(dense)
    scene.Clear(False)
    assert not logic.canUndo(logic.getParameterNode())


def test_undo_makes_the_surfaces_of_what_was_there(logic, dense):
    dense.shownIn3D = True
    node = logic.segment(dense)
    dense.thresholdRange.setRange(300.0, 3071.0)
    smaller = node_polys(logic.segment(dense))
    logic.undo(dense)
    assert node_polys(node) > smaller


def node_polys(node):
    return node.GetClosedSurfaceInternalRepresentation(node.GetSegmentation().GetNthSegmentID(0)).GetNumberOfPolys()
