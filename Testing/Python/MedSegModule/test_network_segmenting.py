"""Segmenting with a network from the panel: in a process of its own, with every voxel known beforehand."""

import json
import os

import numpy as np
import pytest
import slicer

BONE_HU = 200.5  # between two whole numbers: no intensity lies on it
SECONDS = 240.0  # a process that loads PyTorch, on a machine that does other things too
NON_BREAKING = "\N{NO-BREAK SPACE}"


@pytest.fixture
def ready(panel, models, chest, click, wait_until):
    """The panel on a chest CT with a U-Net and a CNN that take what is as bright as bone."""
    models("bright", threshold=BONE_HU, target="bone")
    models("plain", threshold=BONE_HU, target="bone", method="cnn")
    panel.logic.networks.reload()
    panel.parameterNode.shownIn3D = False
    panel.input.choose(chest)
    panel.refresh()

    def choose(button="unetButton"):
        click(getattr(panel.method.ui, button))
        panel.refresh()
        wait_until(lambda: panel.segment.ui.segmentButton.enabled)
        return panel.parameterNode

    return choose


@pytest.fixture
def segment(panel, click, wait_until):
    """Click Segment and wait for the result."""

    def run():
        click(panel.segment.ui.segmentButton)
        wait_until(lambda: not panel.segment.isRunning, SECONDS)
        return panel.parameterNode.outputSegmentation

    return run


def voxels(node, image):
    identifier = node.GetSegmentation().GetNthSegmentID(0)
    return slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, image) > 0


def isAlive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_click_gives_the_voxels_that_the_network_takes_with_their_provenance_and_volumes(panel, ready, segment, chest, click):
    from MedSegModuleLib.extraVolumes import extraVolumes

    parameters = ready()
    parameters.setValue("network.keep_probabilities", True)
    parameters.setValue("network.uncertainty", type(parameters.getValue("network.uncertainty")).ENTROPY)
    node = segment()
    array = slicer.util.arrayFromVolume(chest)
    np.testing.assert_array_equal(voxels(node, chest), array >= BONE_HU)
    shown = node.GetSegmentation().GetNthSegment(0)
    assert shown.GetName() == "Bone"
    np.testing.assert_allclose(shown.GetColor(), (220 / 255, 50 / 255, 47 / 255), atol=1e-6)
    assert node.GetDisplayNode().GetOpacity2DFill() == pytest.approx(0.35)
    provenance = json.loads(node.GetAttribute("MedSeg.Provenance"))[-1]["provenance"]
    assert provenance["method"] == "unet"
    assert provenance["model"]["name"] == "bright"
    assert len(provenance["model"]["sha256"]) == 64
    volume_ml = (array >= BONE_HU).sum() * np.prod(chest.GetSpacing()) / 1000
    assert panel.segment.ui.statusLabel.text.startswith(f"Bone {volume_ml:.1f}"[:8])
    extras = extraVolumes(node)
    assert set(extras) == {"probability-Bone", "uncertainty"}
    probability = slicer.util.arrayFromVolume(extras["probability-Bone"])
    np.testing.assert_array_equal(probability >= 0.5, array >= BONE_HU)
    uncertainty = slicer.util.arrayFromVolume(extras["uncertainty"])
    assert uncertainty[np.abs(array - BONE_HU) > 100].max() < 0.01
    panel.refresh()
    click(panel.segment.ui.undoButton)
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode") == 0
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLScalarVolumeNode") == 1


def test_cancel_ends_the_process_within_a_second_and_changes_nothing(panel, ready, click, wait_until):
    import time

    parameters = ready("cnnButton")
    click(panel.segment.ui.segmentButton)
    process = panel.segment._poller.run._work._job.process_id
    wait_until(lambda: panel.segment.ui.statusLabel.text not in ("", "Starting"), SECONDS)
    start = time.perf_counter()
    click(panel.segment.ui.segmentButton)
    assert time.perf_counter() - start < 5.0  # a second, where the machine does nothing else
    assert not isAlive(process)
    assert "Cancelled" in panel.segment.ui.statusLabel.text
    assert parameters.outputSegmentation is None


def test_what_had_to_be_put_right_is_told(panel, ready, segment, chest, wait_until):
    array = slicer.util.arrayFromVolume(chest)
    before = array >= BONE_HU
    array += 1024  # stored values instead of HU
    slicer.util.arrayFromVolumeModified(chest)
    ready()
    node = segment()
    assert "HU" in panel.segment.ui.noticeLabel.text
    assert panel.segment.ui.noticeLabel.visible
    np.testing.assert_array_equal(voxels(node, chest), before)


def test_scripts_list_models_and_segment_in_one_call(logic, models, chest):
    from MedSegModuleLib.Method import Method

    models("plain", threshold=BONE_HU, target="bone", method="cnn")
    model = logic.models(Method.CNN, chest)[0]
    assert (model.name, model.fits, model.card.licence.name) == ("plain", True, "Apache-2.0")
    logic.getParameterNode().shownIn3D = False
    node = logic.segmentWithNetwork(chest, Method.CNN, target="bone")
    np.testing.assert_array_equal(voxels(node, chest), slicer.util.arrayFromVolume(chest) >= BONE_HU)


def test_scripts_are_told_what_is_missing(logic, models, chest):
    from medseg.errors import InputError
    from MedSegModuleLib.Method import Method

    with pytest.raises(InputError, match="no model package for U-Net"):
        logic.segmentWithNetwork(chest, Method.UNET)


def test_the_choice_of_a_network_is_saved_with_the_scene(panel, ready, models, chest, tmp_path, wait_until):
    parameters = ready()
    models("brighter", threshold=BONE_HU, target="bone")
    parameters.unetModel, parameters.networkTarget = "brighter", "bone"
    parameters.setValue("network.flips", True)
    parameters.setValue("networkAfter.keep_largest", 3)
    assert slicer.util.saveScene(str(tmp_path / "case.mrb"))
    slicer.mrmlScene.Clear(False)
    slicer.app.processEvents()
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    wait_until(lambda: panel.parameterNode.inputVolume is not None)
    loaded = panel.parameterNode
    assert (loaded.method.name, loaded.unetModel, loaded.networkTarget) == ("UNET", "brighter", "bone")
    assert loaded.getValue("network.flips") is True
    assert loaded.getValue("networkAfter.keep_largest") == 3
