"""The networks that ship, clicked in the panel on real images, judged by their masks."""

import numpy as np
import pytest
import SimpleITK as sitk
import slicer

SECONDS = 400.0  # a process that loads PyTorch, on a machine that does other things too
MASK_LEVEL = 127
CASES = {  # none of them was trained on, but the slice
    "film": ("cxr_lungs/images/CHNCXR_0124_0.png", "cxr_lungs/masks/CHNCXR_0124_0.png"),
    "chest-ct": ("ct_chest_lungs/id001-128x128x64.nii.gz", "ct_chest_lungs/id001-128x128x64-msk.nii.gz"),
    "slice": ("ct_infection_slices/train50/images/10.jpg", "ct_infection_slices/train50/infection/10.png"),
}

pytestmark = pytest.mark.slow


@pytest.fixture
def click_through(panel, data_dir, click, wait_until):
    """Load an image, choose method and target, click Segment: gives what was found and what is true, as masks."""

    def run(case, button, target, model):
        panel.logic.networks.reload()  # other tests have other models
        image_path, mask_path = (data_dir / part for part in CASES[case])
        image = panel.logic.loadFile(image_path)
        panel.parameterNode.shownIn3D = False
        panel.input.choose(image)
        panel.parameterNode.networkTarget = target
        click(getattr(panel.method.ui, button))
        panel.refresh()
        choice = panel.method.methods[panel.parameterNode.method].choice
        assert choice is not None and choice.name == model
        wait_until(lambda: panel.segment.ui.segmentButton.enabled)
        click(panel.segment.ui.segmentButton)
        wait_until(lambda: not panel.segment.isRunning, SECONDS)
        assert panel.segment.ui.failureLabel.text == ""
        node = panel.parameterNode.outputSegmentation
        truth = np.atleast_3d(sitk.GetArrayFromImage(sitk.ReadImage(str(mask_path)))).reshape(
            slicer.util.arrayFromVolume(image).shape
        )
        return union(node, image), truth > MASK_LEVEL

    return run


def union(node, image):
    """The voxels of all segments together."""
    segmentation = node.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    return np.any([slicer.util.arrayFromSegmentBinaryLabelmap(node, one, image) > 0 for one in identifiers], axis=0)


def dice(found, true):
    return 2 * np.count_nonzero(found & true) / (np.count_nonzero(found) + np.count_nonzero(true))


def require(model):
    from medseg.models import installed_packages

    if model not in [entry.name for entry in installed_packages()]:
        pytest.skip(f"needs the network {model}, which does not ship yet")


@pytest.mark.parametrize(
    ("case", "button", "model", "floor"),
    [
        ("film", "unetButton", "lungs-xray-unet", 0.94),
        ("film", "cnnButton", "lungs-xray-cnn", 0.92),
        ("chest-ct", "unetButton", "lungs-ct-unet", 0.96),
        ("chest-ct", "cnnButton", "lungs-ct-cnn", 0.94),
    ],
)
def test_lungs_are_found_with_two_clicks(click_through, picture, case, button, model, floor):
    require(model)
    found, true = click_through(case, button, "lungs", model)
    assert dice(found, true) > floor
    picture(f"network-{model}")


@pytest.mark.parametrize(("button", "model"), [("unetButton", "infection-ct-unet"), ("cnnButton", "infection-ct-cnn")])
def test_infection_is_found_once_its_licence_was_accepted(
    panel, click_through, click, wait_until, picture, monkeypatch, tmp_path, button, model
):
    from medseg.models import available_packages

    if model not in [entry.name for entry in available_packages()]:
        pytest.skip(f"needs the network {model} beside the sources")
    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path))
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *_arguments, **_more: True)
    panel.logic.installModel(model, acceptsLicence=True)
    found, true = click_through("slice", button, "infection", model)
    assert dice(found, true) > 0.5
    picture(f"network-{model}")
