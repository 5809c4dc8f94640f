"""A mask that is there already: from a segmentation, a label volume or a file; and what it holds."""

import numpy as np
import pytest
import slicer


@pytest.fixture
def mask(panel, click):
    """The section of the method Mask, opened."""
    from MedSegModuleLib.Method import Method

    click(panel.method.ui.maskButton)
    panel.refresh()
    return panel.method.methods[Method.MASK]


@pytest.fixture
def labels(add_volume, mr):
    """A label volume on the grid of `mr`: the bright ball is 1, the rest of the darker one 2."""
    array = slicer.util.arrayFromVolume(mr)
    node = add_volume(
        np.where(array > 300, 1, np.where(array > 100, 2, 0)).astype(np.uint8), "Labels", "vtkMRMLLabelMapVolumeNode"
    )
    node.CopyOrientation(mr)
    return node


def cell(table, row, column):
    """The text of a cell."""
    return table.item(row, column).text()


def test_only_the_control_of_the_source_is_shown(mask, panel, click):
    controls = (mask.ui.maskSegmentationSelector, mask.ui.maskLabelmapSelector, mask.ui.maskFilePathLineEdit)
    buttons = (mask.ui.segmentationRadioButton, mask.ui.labelmapRadioButton, mask.ui.fileRadioButton)
    for chosen, button in enumerate(buttons):
        click(button)
        panel.refresh()
        assert [control.visible for control in controls] == [index == chosen for index in range(3)]


def test_nothing_can_be_measured_without_an_image_and_a_mask(mask, panel, mr, labels, click):
    assert not mask.ui.measureButton.enabled
    panel.input.choose(mr)
    click(mask.ui.labelmapRadioButton)
    panel.refresh()
    assert not mask.ui.measureButton.enabled
    mask.ui.maskLabelmapSelector.setCurrentNode(labels)
    panel.refresh()
    assert mask.ui.measureButton.enabled


def test_a_label_volume_is_measured_in_ml_and_in_the_images_unit(mask, panel, mr, labels, click):
    panel.input.choose(mr)
    click(mask.ui.labelmapRadioButton)
    mask.ui.maskLabelmapSelector.setCurrentNode(labels)
    panel.refresh()
    click(mask.ui.measureButton)
    table = mask.ui.statisticsTable
    assert table.visible
    assert table.rowCount == 2
    voxels = int((slicer.util.arrayFromVolume(mr) > 300).sum())
    assert float(cell(table, 0, 1)) == pytest.approx(voxels / 1000, abs=0.006)
    assert [float(cell(table, row, 2)) for row in range(2)] == [400, 150]
    assert cell(table, 0, 7) == f"{voxels:,}"


def test_measurements_of_another_mask_are_not_left_standing(mask, panel, mr, labels, click):
    panel.input.choose(mr)
    click(mask.ui.labelmapRadioButton)
    mask.ui.maskLabelmapSelector.setCurrentNode(labels)
    panel.refresh()
    click(mask.ui.measureButton)
    slicer.util.arrayFromVolume(labels)[:] = 1
    slicer.util.arrayFromVolumeModified(labels)
    panel.refresh()
    assert not mask.ui.statisticsTable.visible


def test_a_mask_beside_the_image_is_told_and_nothing_is_shown(mask, panel, mr, labels, click, monkeypatch):
    told = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *args, **kwargs: told.append(text))
    labels.SetOrigin(5000, 0, 0)
    panel.input.choose(mr)
    click(mask.ui.labelmapRadioButton)
    mask.ui.maskLabelmapSelector.setCurrentNode(labels)
    panel.refresh()
    click(mask.ui.measureButton)
    assert len(told) == 1
    assert "could not be measured" in told[0]
    assert not mask.ui.statisticsTable.visible


def test_a_file_is_kept_in_the_parameter_node_and_an_empty_line_stays_empty(mask, panel, click, tmp_path):
    click(mask.ui.fileRadioButton)
    panel.refresh()
    assert mask.ui.maskFilePathLineEdit.currentPath == ""
    mask.ui.maskFilePathLineEdit.setCurrentPath(str(tmp_path / "mask.nrrd"))
    assert panel.parameterNode.maskFile == tmp_path / "mask.nrrd"
    panel.refresh()
    assert mask.ui.maskFilePathLineEdit.currentPath == str(tmp_path / "mask.nrrd")


def test_crop_and_fill_wake_their_numbers(mask, panel):
    assert not mask.ui.cropMarginSpinBox.enabled
    assert not mask.ui.fillValueSpinBox.enabled
    mask.ui.cropCheckBox.checked = True
    mask.ui.fillValueCheckBox.checked = True
    mask.ui.cropMarginSpinBox.value = 12.5
    mask.ui.fillValueSpinBox.value = -2000
    panel.refresh()
    assert mask.ui.cropMarginSpinBox.enabled
    assert mask.ui.fillValueSpinBox.enabled
    record = panel.parameterNode.mask
    assert (record.crop, record.crop_margin_mm, record.fill_value_given, record.fill_value) == (True, 12.5, True, -2000)


def test_it_is_said_that_crop_and_fill_shape_the_masked_volume_alone(mask, panel):
    assert mask.ui.maskedHintLabel.visible
    panel.parameterNode.makeMaskedVolume = True
    panel.refresh()
    assert not mask.ui.maskedHintLabel.visible
