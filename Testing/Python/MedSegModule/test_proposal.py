"""What is proposed for an image, and that a user's choice stands."""

import numpy as np
import pytest


@pytest.fixture
def proposed(panel, wait_until):
    """Choose an image; gives the parameter node after the panel has looked at it."""

    def choose(node):
        panel.input.choose(node)
        panel.refresh()
        panel.refresh()
        return panel.parameterNode

    return choose


def test_a_ct_of_the_chest_proposes_the_lungs(proposed, chest):
    node = proposed(chest)
    assert (node.thresholdSource.name, node.presetName) == ("PRESET", "lungs")


def test_another_ct_proposes_bone(proposed, add_volume):
    node = proposed(_trunk(add_volume))
    assert (node.thresholdSource.name, node.presetName) == ("PRESET", "bone")


def test_an_mr_proposes_the_automatic_threshold_of_otsu(proposed, mr):
    node = proposed(mr)
    assert (node.thresholdSource.name, node.automatic.auto.name, node.automatic.side.name) == ("AUTOMATIC", "OTSU", "ABOVE")


def test_the_next_image_gets_its_own_proposal_while_the_user_has_chosen_nothing(proposed, mr, chest):
    assert proposed(mr).thresholdSource.name == "AUTOMATIC"
    assert proposed(chest).thresholdSource.name == "PRESET"


def test_what_the_user_chose_stands_when_another_image_is_chosen(panel, proposed, chest, mr, click):
    proposed(chest)
    click(panel.method.methods[_threshold()].ui.rangeRadioButton)
    assert proposed(mr).thresholdSource.name == "RANGE"
    assert proposed(chest).thresholdSource.name == "RANGE"


def test_a_preset_of_the_users_gives_way_where_presets_cannot_be_used(panel, proposed, chest, mr):
    proposed(chest)
    threshold = panel.method.methods[_threshold()]
    threshold.ui.presetComboBox.setCurrentIndex(threshold.ui.presetComboBox.findData("fat"))
    threshold.ui.presetComboBox.activated(threshold.ui.presetComboBox.currentIndex)
    assert panel.parameterNode.presetName == "fat"
    assert proposed(mr).thresholdSource.name == "AUTOMATIC"


def test_what_a_script_wrote_before_the_panel_saw_the_image_stands(panel, proposed, mr):
    from slicer.parameterNodeWrapper import FloatRange

    from MedSegModuleLib.ThresholdSource import ThresholdSource

    panel.parameterNode.thresholdSource = ThresholdSource.RANGE
    panel.parameterNode.thresholdRange = FloatRange(20, 120)
    node = proposed(mr)
    assert node.thresholdSource.name == "RANGE"
    assert (node.thresholdRange.minimum, node.thresholdRange.maximum) == (20, 120)


@pytest.mark.parametrize(
    ("place", "is_chest"),
    [
        ("ct_chest_lungs/id001-128x128x64.nii.gz", True),
        ("ct_chest_lungs/id002-128x128x64.nii.gz", True),
        ("ct_chest_nsclc/lung1_image.nrrd", True),
        ("ct_abdomen_multiorgan/example_ct.nii.gz", False),
        ("ct_abdomen_multiorgan/example_ct_dicom", False),
        ("ct_thigh_rtstruct/dicom", False),
        ("dicom_gantry_tilt", False),
    ],
)
def test_real_cts_are_told_apart_by_their_lungs(panel, data_dir, place, is_chest):
    from medseg.io import read
    from MedSegModuleLib.Proposal import isChest

    assert isChest(np.asarray(read(data_dir / place).array)) is is_chest


def _threshold():
    from MedSegModuleLib.Method import Method

    return Method.THRESHOLD


def _trunk(add_volume):
    """A CT without lungs: fat around muscle around bone, in air."""
    k, j, i = np.mgrid[-10:10, -32:32, -32:32]
    radius = np.sqrt(j**2 + i**2) + 0 * k
    array = np.where(radius < 6, 700, np.where(radius < 18, 50, np.where(radius < 26, -100, -1000)))
    return add_volume(array.astype(np.int16), "Trunk", spacing_mm=(6.0, 6.0, 8.0))
