"""Choosing, loading and describing the image."""

import numpy as np
import pytest
import slicer


def background(view="Red"):
    """The identifier of the volume in a slice view."""
    return slicer.app.layoutManager().sliceWidget(view).mrmlSliceCompositeNode().GetBackgroundVolumeID()


def test_without_an_image_nothing_is_said_about_one(panel):
    assert panel.input.summary is None
    assert not panel.input.ui.summaryLabel.visible
    assert not panel.input.ui.warningLabel.visible
    assert not panel.input.ui.problemLabel.visible


def test_choosing_an_image_describes_it_and_shows_it_in_all_slice_views(panel, chest, wait_until):
    panel.input.ui.inputVolumeSelector.setCurrentNode(chest)
    wait_until(lambda: panel.input.summary is not None)
    text = panel.input.ui.summaryLabel.text
    assert "CT" in text
    assert "64 × 64 × 32 voxels" in text
    assert "HU" in text
    assert {background(view) for view in ("Red", "Green", "Yellow")} == {chest.GetID()}


def test_choosing_the_other_of_two_images_shows_the_other(panel, chest, mr, wait_until):
    panel.input.ui.inputVolumeSelector.setCurrentNode(chest)
    wait_until(lambda: background() == chest.GetID())
    panel.input.ui.inputVolumeSelector.setCurrentNode(mr)
    wait_until(lambda: background() == mr.GetID())
    assert "0 to 400" in panel.input.ui.summaryLabel.text


def test_labels_are_not_offered_as_images_and_colour_pictures_are(panel, add_volume):
    labels = add_volume(np.ones((4, 5, 6), np.uint8), "Labels", "vtkMRMLLabelMapVolumeNode")
    picture = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode", "Picture")
    selector = panel.input.ui.inputVolumeSelector
    selector.setCurrentNode(labels)
    assert selector.currentNode() is None
    selector.setCurrentNode(picture)
    assert selector.currentNode() is picture


def test_coming_into_the_module_takes_what_the_views_show(panel, chest, mr):
    panel.exit()
    slicer.util.setSliceViewerLayers(background=chest)
    panel.enter()
    assert panel.parameterNode.inputVolume is chest


def test_the_first_image_that_comes_into_the_scene_is_chosen(panel, mr, wait_until):
    wait_until(lambda: panel.parameterNode.inputVolume is mr)


def test_the_second_image_is_not(panel, mr, wait_until, add_volume):
    wait_until(lambda: panel.parameterNode.inputVolume is mr)
    add_volume(np.zeros((4, 5, 6), np.int16), "Second")
    panel.refresh()
    assert panel.parameterNode.inputVolume is mr


def test_coming_into_the_module_again_keeps_the_users_image(panel, chest, mr):
    panel.parameterNode.inputVolume = chest
    panel.exit()
    slicer.util.setSliceViewerLayers(background=mr)
    panel.enter()
    assert panel.parameterNode.inputVolume is chest


def test_what_is_loaded_in_the_dicom_module_is_chosen_on_return(panel, chest, add_volume, click):
    panel.parameterNode.inputVolume = chest
    click(panel.input.ui.loadDicomButton)
    assert slicer.util.selectedModule() == "DICOM"
    series = add_volume(np.zeros((5, 6, 7), np.int16), "Series")
    slicer.util.selectModule("MedSegModule")
    assert panel.parameterNode.inputVolume is series


def test_a_file_is_loaded_and_chosen(panel, click, tmp_path, monkeypatch, phantom, wait_until):
    from medseg.io import write

    path = tmp_path / "chest.nrrd"
    write(phantom[0], path)
    monkeypatch.setattr(panel.input, "askForFile", lambda: str(path))
    click(panel.input.ui.loadFileButton)
    wait_until(lambda: panel.input.summary is not None)
    assert panel.parameterNode.inputVolume.GetImageData().GetDimensions() == (64, 64, 32)
    assert background() == panel.parameterNode.inputVolume.GetID()


def test_a_dialog_that_is_left_loads_nothing(panel, click, monkeypatch):
    monkeypatch.setattr(panel.input, "askForFile", lambda: "")
    click(panel.input.ui.loadFileButton)
    assert panel.parameterNode.inputVolume is None


def test_the_sample_menu_lists_every_sample_with_its_licence(panel):
    from MedSegModuleLib.samples import imageSamples

    actions = panel.input.ui.loadSampleButton.menu().actions()
    assert [action.text for action in actions] == [sample.title for sample in imageSamples()]
    assert all("Licence" in action.toolTip for action in actions)


def test_the_first_sample_needs_no_network_and_becomes_the_image(panel, wait_until, monkeypatch):
    asked = []
    chosen = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "Sample")
    monkeypatch.setattr(panel.logic, "loadSample", lambda name: asked.append(name) or chosen)
    panel.input.ui.loadSampleButton.menu().actions()[0].trigger()
    assert asked == ["chest-ct"]
    assert panel.parameterNode.inputVolume is chosen


def test_an_empty_volume_says_why_it_cannot_be_segmented(panel, wait_until):
    empty = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "Empty")
    panel.input.ui.inputVolumeSelector.setCurrentNode(empty)
    wait_until(lambda: panel.input.ui.problemLabel.visible)
    assert panel.input.ui.problemLabel.text == panel.input.summary.problem
    assert not panel.input.ui.warningLabel.visible


def test_a_changed_image_is_described_again(panel, mr, wait_until):
    panel.input.choose(mr)
    wait_until(lambda: "0 to 400" in panel.input.ui.summaryLabel.text)
    slicer.util.arrayFromVolume(mr)[:] *= 2
    slicer.util.arrayFromVolumeModified(mr)
    wait_until(lambda: "0 to 800" in panel.input.ui.summaryLabel.text)


def test_nothing_is_described_twice_while_nothing_changes(panel, mr, wait_until, monkeypatch):
    panel.input.choose(mr)
    wait_until(lambda: panel.input.summary is not None)
    monkeypatch.setattr("MedSegModuleLib.InputDescriber.describeInput", lambda node: pytest.fail("was described again"))
    panel.refresh()
    panel.parameterNode.presetName = "bone"
    panel.refresh()


def test_a_deleted_image_is_let_go(panel, mr, wait_until):
    panel.input.choose(mr)
    wait_until(lambda: panel.input.summary is not None)
    slicer.mrmlScene.RemoveNode(mr)
    wait_until(lambda: panel.input.summary is None)
    assert panel.parameterNode.inputVolume is None
    assert not panel.input.ui.summaryLabel.visible


def test_a_new_region_surrounds_the_image(panel, mr, wait_until):
    panel.input.choose(mr)
    panel.refresh()
    box = panel.input.ui.regionSelector.addNode()
    panel.input.ui.regionSelector.nodeAddedByUser(box)
    bounds = [0.0] * 6
    box.GetRASBounds(bounds)
    expected = [0.0] * 6
    mr.GetRASBounds(expected)
    assert bounds == pytest.approx(expected)
    assert panel.parameterNode.regionOfInterest is box


@pytest.fixture
def result(panel, chest):
    """A segmentation that was made from `chest`, and is the output."""
    panel.input.choose(chest)
    panel.refresh()
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLSegmentationNode", "Result")
    node.SetReferenceImageGeometryParameterFromVolumeNode(chest)
    node.SetAttribute("MedSeg.Result", "1")
    node.CreateDefaultDisplayNodes()
    panel.parameterNode.outputSegmentation = node
    panel.refresh()
    return node


def test_another_image_gets_a_segmentation_of_its_own_and_the_first_ones_is_hidden(panel, result, mr):
    assert panel.parameterNode.outputSegmentation is result
    panel.input.choose(mr)
    panel.refresh()
    assert panel.parameterNode.outputSegmentation is None
    assert not result.GetDisplayNode().GetVisibility()


def test_the_result_of_an_image_is_taken_up_again_with_it(panel, result, chest, mr):
    panel.input.choose(mr)
    panel.refresh()
    panel.input.choose(chest)
    panel.refresh()
    assert panel.parameterNode.outputSegmentation is result
    assert result.GetDisplayNode().GetVisibility()


def test_a_segmentation_that_belongs_to_no_image_stays_the_output(panel, chest, mr):
    panel.input.choose(chest)
    panel.refresh()
    empty = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLSegmentationNode", "Empty")
    panel.parameterNode.outputSegmentation = empty
    panel.input.choose(mr)
    panel.refresh()
    assert panel.parameterNode.outputSegmentation is empty


def test_warnings_are_short_and_whole_in_the_tooltip(panel, mr, monkeypatch):
    from dataclasses import replace

    summary = replace(panel.logic.describeInput(mr), warnings=("Slices are uneven: they were resampled.", "Dark."))
    monkeypatch.setattr(panel.logic, "describeInput", lambda node: summary)
    panel.input.choose(mr)
    panel.refresh()
    assert panel.input.ui.warningLabel.visible
    assert panel.input.ui.warningLabel.text == "• Slices are uneven.\n• Dark."
    assert panel.input.ui.warningLabel.toolTip == "Slices are uneven: they were resampled.\nDark."


@pytest.mark.parametrize(
    ("values", "words"), [((np.nan, -3.5, 7.25), "−3.5 to 7.25"), ((-np.inf, np.inf, 4.0), "4 to 4"), ((np.nan,), "0 to 0")]
)
def test_numbers_that_are_none_do_not_count(panel, add_volume, values, words):
    array = np.resize(np.array(values, np.float32), (6, 8, 10))
    panel.input.choose(add_volume(array))
    panel.refresh()
    panel.refresh()
    assert words in panel.input.ui.summaryLabel.text
    assert "NaN" in panel.input.ui.warningLabel.toolTip
    panel.method.methods[type(panel.parameterNode.method).THRESHOLD].ui.rangeRadioButton.click()
    panel.refresh()
