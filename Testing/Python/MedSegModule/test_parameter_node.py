"""What the panel remembers, in the scene."""

from pathlib import Path

import pytest


@pytest.fixture
def choices(logic):
    from MedSegModuleLib import enums

    return enums


def test_defaults_are_those_of_a_click_on_segment(logic, choices):
    node = logic.getParameterNode()
    assert (node.method, node.thresholdSource, node.presetName) == (
        choices.Method.THRESHOLD,
        choices.ThresholdSource.PRESET,
        "lungs",
    )
    assert (node.previewOn, node.shownIn3D, node.outlineShown, node.makeMaskedVolume) == (True, True, True, False)
    assert node.fillOpacity == 0.35
    assert node.existingSegments is choices.ExistingSegments.REPLACE
    assert node.inputVolume is None


def test_there_is_one_node_a_scene_under_the_modules_name(logic, scene):
    first, second = logic.getParameterNode(), logic.getParameterNode()
    assert first.parameterNode is second.parameterNode
    assert first.parameterNode.GetAttribute("ModuleName") == "MedSegModule"


def test_everything_survives_saving_and_opening_the_scene(logic, parameters, scene, tmp_path, choices):
    import slicer

    parameters.method = choices.Method.MASK
    parameters.maskSource = choices.MaskSource.FILE
    parameters.maskFile = Path("lungs.nii.gz")
    parameters.thresholdRange.setRange(-20.5, 77.0)
    parameters.after.closing_mm = 3.5
    parameters.automatic.classes = 4
    parameters.evaluation.tolerance_mm = 2.5
    parameters.segmentName = "Tumour"
    assert slicer.util.saveScene(str(tmp_path / "case.mrml"))
    scene.Clear(False)
    slicer.util.loadScene(str(tmp_path / "case.mrml"))
    opened = logic.getParameterNode()
    assert (opened.method, opened.maskSource, opened.maskFile) == (
        choices.Method.MASK,
        choices.MaskSource.FILE,
        Path("lungs.nii.gz"),
    )
    assert (opened.thresholdRange.minimum, opened.thresholdRange.maximum) == (-20.5, 77.0)
    assert (opened.after.closing_mm, opened.automatic.classes, opened.evaluation.tolerance_mm) == (3.5, 4, 2.5)
    assert opened.segmentName == "Tumour"
    assert opened.inputVolume is not None


def test_a_deleted_image_is_no_longer_the_input(logic, parameters, scene):
    scene.RemoveNode(parameters.inputVolume)
    assert parameters.inputVolume is None
    assert "Choose an image" in logic.whyNotReady(parameters)
