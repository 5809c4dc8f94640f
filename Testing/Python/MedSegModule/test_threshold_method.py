"""Bounds by preset, by hand and from the histogram."""

import numpy as np
import pytest
import slicer


@pytest.fixture
def threshold(panel):
    """The section of the method Threshold."""
    from MedSegModuleLib.Method import Method

    return panel.method.methods[Method.THRESHOLD]


@pytest.fixture
def choose(panel, threshold):
    """Choose an image and let the panel look at it."""

    def choose(node):
        panel.input.choose(node)
        panel.refresh()
        panel.refresh()
        return threshold

    return choose


def pick(combo_box, data):
    """Pick an entry as a user does."""
    combo_box.setCurrentIndex(combo_box.findData(data))
    combo_box.activated(combo_box.currentIndex)


def bounds(threshold):
    """What the slider shows."""
    return threshold.ui.rangeWidget.minimumValue, threshold.ui.rangeWidget.maximumValue


def test_every_preset_is_listed_with_its_source(threshold):
    from medseg.segment import load_presets

    box = threshold.ui.presetComboBox
    assert [box.itemData(index) for index in range(box.count)] == list(load_presets())
    assert all("Source: " in box.itemData(index, 3) for index in range(box.count))


def test_a_preset_that_is_a_range_moves_the_slider(choose, chest, panel):
    threshold = choose(chest)
    pick(threshold.ui.presetComboBox, "fat")
    panel.refresh()
    assert threshold.ui.rangeWidget.visible
    assert bounds(threshold) == (-190, -30)
    assert "−190 to −30 HU" in threshold.ui.presetDescriptionLabel.text


def test_a_recipe_says_what_it_does_and_has_neither_slider_nor_preview(choose, chest, panel):
    threshold = choose(chest)
    pick(threshold.ui.presetComboBox, "infection")
    panel.refresh()
    assert not threshold.ui.rangeWidget.visible
    assert "inside the lungs" in threshold.ui.presetDescriptionLabel.text
    assert not threshold.ui.previewCheckBox.visible
    assert "recipe" in threshold.ui.previewLabel.text


def test_moving_the_slider_of_a_preset_makes_it_a_range(choose, chest, panel):
    threshold = choose(chest)
    pick(threshold.ui.presetComboBox, "fat")
    panel.refresh()
    threshold.ui.rangeWidget.setValues(-200, -20)
    node = panel.parameterNode
    assert node.thresholdSource.name == "RANGE"
    assert (node.thresholdRange.minimum, node.thresholdRange.maximum) == (-200, -20)
    panel.refresh()
    assert threshold.ui.rangeRadioButton.checked


def test_the_slider_spans_the_image_in_its_unit(choose, chest):
    threshold = choose(chest)
    array = slicer.util.arrayFromVolume(chest)
    assert (threshold.ui.rangeWidget.minimum, threshold.ui.rangeWidget.maximum) == (array.min(), array.max())
    assert threshold.ui.rangeWidget.suffix == " HU"
    assert threshold.ui.rangeWidget.decimals == 0


def test_fractions_get_as_many_decimals_as_a_thousand_steps_need(choose, add_volume, panel, click):
    threshold = choose(add_volume(np.random.default_rng(1).random((6, 20, 20), np.float32)))
    click(threshold.ui.rangeRadioButton)
    panel.refresh()
    assert threshold.ui.rangeWidget.decimals == 4
    assert threshold.ui.rangeWidget.suffix == ""


def test_a_range_of_ones_own_begins_with_what_was_shown(choose, chest, panel, click):
    threshold = choose(chest)
    pick(threshold.ui.presetComboBox, "fat")
    panel.refresh()
    click(threshold.ui.rangeRadioButton)
    panel.refresh()
    assert bounds(threshold) == (-190, -30)


def test_a_range_that_was_set_by_hand_is_kept_while_other_sources_are_tried(choose, chest, panel, click):
    threshold = choose(chest)
    click(threshold.ui.rangeRadioButton)
    panel.refresh()
    threshold.ui.rangeWidget.setValues(-321, 123)
    click(threshold.ui.automaticRadioButton)
    panel.refresh()
    click(threshold.ui.rangeRadioButton)
    panel.refresh()
    assert bounds(threshold) == (-321, 123)


def test_an_automatic_method_says_what_it_found(choose, mr, panel):
    threshold = choose(mr)
    assert threshold.ui.automaticPage.visible
    lower, upper = panel.logic.thresholdBounds(panel.parameterNode)
    assert upper is None
    assert 0 < lower < 150
    assert threshold.ui.foundBoundsLabel.text == f"Found: from {lower:.4g}"


def test_the_other_side_finds_what_is_darker(choose, mr, panel):
    from MedSegModuleLib.recordEnums import SideChoice

    threshold = choose(mr)
    panel.parameterNode.setValue("automatic.side", SideChoice.BELOW)
    panel.refresh()
    assert threshold.ui.foundBoundsLabel.text.startswith("Found: up to ")


def test_bounds_are_found_once_for_an_image_and_a_method(choose, mr, panel, monkeypatch):
    choose(mr)
    monkeypatch.setattr(panel.logic, "thresholdBounds", lambda node: pytest.fail("was computed again"))
    panel.refresh()
    panel.parameterNode.fillOpacity = 0.7
    panel.refresh()


def test_classes_are_asked_for_where_there_are_several_alone(choose, mr, panel):
    from MedSegModuleLib.recordEnums import AutoThresholdChoice

    threshold = choose(mr)
    assert not threshold.ui.classesSpinBox.visible
    panel.parameterNode.setValue("automatic.auto", AutoThresholdChoice.MULTI_OTSU)
    panel.refresh()
    assert threshold.ui.classesSpinBox.visible


def test_clean_up_and_preprocessing_are_folded_and_bound(threshold, panel):
    assert threshold.ui.beforeCollapsibleButton.collapsed
    assert threshold.ui.afterCollapsibleButton.collapsed
    threshold.ui.closingSpinBox.value = 3.5
    threshold.ui.keepLargestSpinBox.value = 2
    threshold.ui.fillHolesCheckBox.checked = True
    after = panel.parameterNode.after
    assert (after.closing_mm, after.keep_largest, after.fill_holes) == (3.5, 2, True)


def test_controls_say_what_they_do_with_their_unit(threshold):
    assert "mm" in threshold.ui.openingSpinBox.toolTip
    assert "ml" in threshold.ui.minVolumeSpinBox.toolTip
    assert threshold.ui.autoComboBox.toolTip


def test_normalised_intensities_have_their_own_scale_and_no_preview(choose, chest, panel, click):
    from MedSegModuleLib.recordEnums import NormaliseChoice

    threshold = choose(chest)
    click(threshold.ui.rangeRadioButton)
    panel.parameterNode.setValue("before.normalise", NormaliseChoice.ZSCORE)
    panel.refresh()
    assert (threshold.ui.rangeWidget.minimum, threshold.ui.rangeWidget.maximum) == (-10, 10)
    assert threshold.ui.rangeWidget.suffix == ""
    assert not threshold.ui.previewCheckBox.visible


def test_segmenting_switches_the_preview_off_and_the_next_move_on_again(choose, mr, panel, click):
    threshold = choose(mr)
    assert panel.parameterNode.previewOn
    panel.onSegmented()
    assert not panel.parameterNode.previewOn
    click(threshold.ui.rangeRadioButton)
    assert panel.parameterNode.previewOn


def test_a_preview_that_the_user_switched_off_stays_off(choose, mr, panel, click):
    threshold = choose(mr)
    click(threshold.ui.previewCheckBox)
    assert not panel.parameterNode.previewOn
    panel.onSegmented()
    click(threshold.ui.rangeRadioButton)
    assert not panel.parameterNode.previewOn
