"""Where the result goes, and how it is shown."""

import numpy as np
import pytest

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")


@pytest.fixture
def lungs(panel, chest, phantom):
    """The phantom's truth as the output, on its image."""
    from medseg.mrml import segmentation_to_node

    node = segmentation_to_node(phantom[1], slicer.mrmlScene, slicer.modules.segmentations.logic(), chest)
    panel.parameterNode.inputVolume = chest
    panel.parameterNode.outputSegmentation = node
    panel.output.ui.outputButton.collapsed = False
    panel.refresh()
    return node


def test_the_slider_shows_percent_of_what_the_parameter_node_holds(panel, lungs):
    slider = panel.output.ui.fillOpacitySlider
    assert slider.value == pytest.approx(100 * panel.parameterNode.fillOpacity)
    slider.value = 80
    panel.refresh()
    assert panel.parameterNode.fillOpacity == 0.8
    assert lungs.GetDisplayNode().GetOpacity2DFill() == pytest.approx(0.8)


def test_display_changed_elsewhere_is_taken_over(panel, lungs, wait_until):
    lungs.GetDisplayNode().SetOpacity2DFill(0.2)
    wait_until(lambda: panel.output.ui.fillOpacitySlider.value == 20)
    lungs.GetDisplayNode().SetVisibility2DOutline(False)
    wait_until(lambda: not panel.output.ui.outlineCheckBox.checked)


def test_a_chosen_segmentation_keeps_its_looks(panel, lungs, phantom, chest):
    from medseg.mrml import segmentation_to_node

    other = segmentation_to_node(phantom[1], slicer.mrmlScene, slicer.modules.segmentations.logic(), chest)
    other.GetDisplayNode().SetOpacity2DFill(0.9)
    panel.parameterNode.outputSegmentation = other
    panel.refresh()
    assert other.GetDisplayNode().GetOpacity2DFill() == pytest.approx(0.9)
    assert panel.parameterNode.fillOpacity == pytest.approx(0.9)


def test_the_outline_and_the_surface_can_be_turned_off(panel, lungs, click, wait_until):
    click(panel.output.ui.outlineCheckBox)
    click(panel.output.ui.shownIn3DCheckBox)
    wait_until(lambda: not lungs.GetDisplayNode().GetVisibility2DOutline())
    assert not lungs.GetDisplayNode().GetVisibility3D()


def test_an_image_of_one_slice_says_why_there_is_no_surface(panel, add_volume, wait_until):
    from medseg.mrml import node_to_volume, segmentation_to_node
    from medseg.volume import Segment, Segmentation

    film = add_volume(np.arange(400, dtype=np.int16).reshape(1, 20, 20), "Film")
    volume = node_to_volume(film)
    bright = Segmentation.from_masks(volume.geometry, {Segment("bright"): volume.array > 200})
    node = segmentation_to_node(bright, slicer.mrmlScene, slicer.modules.segmentations.logic(), film, surface=False)
    panel.parameterNode.inputVolume = film
    panel.parameterNode.outputSegmentation = node
    panel.refresh()
    assert "slice" in panel.output.ui.noSurfaceLabel.text
    assert panel.output.ui.noSurfaceLabel.visible


def test_the_segments_are_listed(panel, lungs):
    table = panel.output.ui.segmentsTable
    assert table.visible
    assert table.segmentationNode() is lungs
    assert table.segmentCount == lungs.GetSegmentation().GetNumberOfSegments()
    panel.parameterNode.outputSegmentation = None
    panel.refresh()
    assert not table.visible


def test_the_segment_editor_opens_on_the_segmentation_and_its_image(panel, lungs, chest, click):
    click(panel.output.ui.editButton)
    editor = slicer.mrmlScene.GetSingletonNode("SegmentEditor", "vtkMRMLSegmentEditorNode")
    assert slicer.util.selectedModule() == "SegmentEditor"
    assert editor.GetSegmentationNode() is lungs
    assert editor.GetSourceVolumeNode() is chest


def test_without_a_segmentation_there_is_nothing_to_edit(panel):
    panel.parameterNode.outputSegmentation = None
    panel.refresh()
    assert not panel.output.ui.editButton.enabled


def test_the_masked_volume_is_chosen_only_where_one_is_made(panel):
    panel.refresh()
    assert not panel.output.ui.maskedVolumeSelector.enabled
    panel.parameterNode.makeMaskedVolume = True
    panel.refresh()
    assert panel.output.ui.maskedVolumeSelector.enabled
