"""Undo."""

import json

import numpy as np
import pytest
import slicer

from medseg.errors import InputError
from medseg.mrml import SegmentationHistory, load_scene, node_to_segmentation, save_scene, segmentation_to_node, volume_to_node
from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE
from medseg.volume import Segment, Segmentation


@pytest.fixture
def node(offscreen, ct, overlapping):
    """Three segments in two layers, with surfaces."""
    image = volume_to_node(ct, offscreen.scene)
    return segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, image)


@pytest.fixture
def change(offscreen, ct, node):
    """Put other voxels in the place of a segment, and one more beside; each call others."""
    seeds = iter(range(100))

    def change():
        rng = np.random.default_rng(next(seeds))
        masks = {
            Segment("vessel", (0.0, 0.0, 0.0)): rng.random(ct.array.shape) < 0.5,
            Segment("new"): rng.random(ct.array.shape) < 0.5,
        }
        other = Segmentation.from_masks(ct.geometry, masks, provenance={"method": "other"})
        segmentation_to_node(other, offscreen.scene, offscreen.segmentations_logic, node=node, replace=True)

    return change


def state(node):
    """All that must come back."""
    source = node.GetSegmentation()
    segments = [source.GetNthSegment(number) for number in range(source.GetNumberOfSegments())]
    found = node_to_segmentation(node)
    return {
        "identifiers": [source.GetNthSegmentID(number) for number in range(source.GetNumberOfSegments())],
        "segments": found.segments,
        "masks": [found.mask(name).tobytes() for name in found.names],
        "layers": source.GetNumberOfLayers(),
        "provenance": json.loads(node.GetAttribute(PROVENANCE_ATTRIBUTE)),
        "surfaces": [segment.GetRepresentation("Closed surface").GetNumberOfPoints() for segment in segments],
    }


def test_voxels_names_colours_codes_layers_and_provenance_come_back_exactly(node, change):
    before, history = state(node), SegmentationHistory(node)
    assert not history.can_undo
    history.save()
    change()
    assert state(node) != before
    assert history.can_undo
    history.undo()
    assert state(node) == before
    assert not history.can_undo


def test_removed_segments_come_back_as_they_were_shown(node):
    names = state(node)["identifiers"]
    display, history, before = node.GetDisplayNode(), SegmentationHistory(node), state(node)
    display.SetSegmentVisibility(names[0], False)
    display.SetSegmentOpacity2DFill(names[1], 0.25)
    history.save()
    node.GetSegmentation().RemoveAllSegments()
    assert state(node)["segments"] == ()
    history.undo()
    assert state(node) == before
    assert not display.GetSegmentVisibility(names[0])
    assert display.GetSegmentOpacity2DFill(names[1]) == 0.25
    assert display.GetSegmentVisibility(names[1])


def test_each_click_is_one_step_and_the_oldest_goes_first(node, change):
    history, states = SegmentationHistory(node, most_states=2), []
    for _ in range(3):
        states.append(state(node))
        history.save()
        change()
    history.undo()
    assert state(node) == states[2]
    history.undo()
    assert state(node) == states[1]
    assert not history.can_undo


def test_after_an_undo_and_another_click_undo_goes_back_by_one(node, change):
    """Slicer's own history would come back to the same state twice."""
    history = SegmentationHistory(node)
    first = state(node)
    history.save()
    change()
    second = state(node)
    history.save()
    change()
    history.undo()
    history.save()
    change()
    history.undo()
    assert state(node) == second
    history.undo()
    assert state(node) == first
    assert not history.can_undo


def test_changes_by_hand_are_undone_with_the_click_before(node, change):
    history, before = SegmentationHistory(node), state(node)
    history.save()
    change()
    node.GetSegmentation().RemoveSegment(node.GetSegmentation().GetNthSegmentID(0))
    node.GetSegmentation().GetNthSegment(0).SetName("renamed")
    history.undo()
    assert state(node) == before


def test_a_state_without_segments_comes_back(offscreen, ct, overlapping):
    node = offscreen.scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "new")
    history = SegmentationHistory(node)
    history.save()
    segmentation_to_node(overlapping, offscreen.scene, offscreen.segmentations_logic, volume_to_node(ct, offscreen.scene), node)
    history.undo()
    assert node.GetSegmentation().GetNumberOfSegments() == 0


def test_a_deleted_node_has_nothing_to_undo(offscreen, node, change):
    history = SegmentationHistory(node)
    history.save()
    change()
    offscreen.scene.RemoveNode(node)
    assert not history.can_undo
    with pytest.raises(InputError, match="take back"):
        history.undo()
    with pytest.raises(InputError, match="deleted"):
        history.save()


def test_a_closed_scene_leaves_nothing_to_undo(offscreen, node, change):
    history = SegmentationHistory(node)
    history.save()
    change()
    offscreen.scene.Clear(False)
    assert not history.can_undo


def test_a_node_that_was_given_other_segments_as_a_whole_begins_anew(node, change):
    history = SegmentationHistory(node)
    history.save()
    change()
    other = slicer.vtkSegmentation()
    other.DeepCopy(node.GetSegmentation())
    node.SetAndObserveSegmentation(other)
    assert not history.can_undo
    before = state(node)
    history.save()
    change()
    history.undo()
    assert state(node) == before


def test_undone_segments_are_saved_as_they_are_seen(offscreen, node, change, ct, tmp_path):
    history, before = SegmentationHistory(node), state(node)
    history.save()
    change()
    history.undo()
    save_scene(offscreen.scene, tmp_path / "a.mrb")
    offscreen.scene.Clear(False)
    load_scene(tmp_path / "a.mrb", offscreen.scene)
    loaded = offscreen.scene.GetFirstNodeByClass("vtkMRMLSegmentationNode")
    found = node_to_segmentation(loaded, ct.geometry)
    assert found.segments == before["segments"]
    assert [found.mask(name).tobytes() for name in found.names] == before["masks"]


def test_without_a_node_there_is_no_history():
    with pytest.raises(InputError, match="got none"):
        SegmentationHistory(None)
