"""The big button: running, cancelling, failing, undoing."""

import os
import time

import numpy as np
import pytest

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")

SECONDS = 60.0
PROMPT_S = 5.0  # more than a busy machine needs, less than the work would take


@pytest.fixture
def parameters(panel):
    """The panel's parameters: everything from 0 to 100, named `soft`."""
    from slicer.parameterNodeWrapper import FloatRange

    from MedSegModuleLib.enums import Method, ThresholdSource

    node = panel.parameterNode
    node.method, node.thresholdSource = Method.THRESHOLD, ThresholdSource.RANGE
    node.thresholdRange = FloatRange(0.0, 100.0)
    node.segmentName = "soft"
    return node


@pytest.fixture
def ready(parameters, chest, wait_until):
    """The same with an image."""
    parameters.inputVolume = chest
    return parameters


@pytest.fixture
def slow(parameters, add_volume):
    """Work of many seconds in a process of its own."""
    from MedSegModuleLib.enums import DenoiseChoice

    noise = np.random.default_rng(0).normal(50, 30, (64, 160, 160)).astype(np.int16)
    parameters.inputVolume = add_volume(noise, "Noise")
    parameters.before.denoise = DenoiseChoice.NON_LOCAL_MEANS
    return parameters


@pytest.fixture
def segment(panel, click, wait_until):
    """Click Segment and wait for the result."""

    def run():
        wait_until(lambda: panel.segment.ui.segmentButton.enabled)
        click(panel.segment.ui.segmentButton)
        wait_until(lambda: not panel.segment.isRunning, SECONDS)
        return panel.parameterNode.outputSegmentation

    return run


@pytest.fixture
def started(panel, slow, click, wait_until):
    """Slow work that has a process; gives the number of the process."""
    wait_until(lambda: panel.segment.ui.segmentButton.enabled)
    click(panel.segment.ui.segmentButton)
    assert panel.segment.isRunning
    process = processOf(panel.segment)
    yield process
    assert not isAlive(process)


def processOf(section):
    return section._poller.run._work._job.process_id


def isAlive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_click_makes_a_segment_and_says_its_volume_and_the_time(panel, ready, segment, chest, phantom):
    node = segment()
    inside = (phantom[0].array >= 0) & (phantom[0].array <= 100)
    mask = slicer.util.arrayFromSegmentBinaryLabelmap(node, node.GetSegmentation().GetNthSegmentID(0), chest)
    assert np.array_equal(mask != 0, inside)
    volume_ml = inside.sum() * phantom[0].geometry.voxel_volume_ml
    assert panel.segment.ui.statusLabel.text.startswith(f"soft {volume_ml:.0f}\N{NO-BREAK SPACE}ml in ")
    assert panel.segment.ui.segmentButton.text == "Segment"


def test_the_result_is_seen_over_its_image_and_in_3d(panel, ready, segment, chest):
    layout_manager = slicer.app.layoutManager()
    layout_manager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutOneUp3DView)
    node = segment()
    assert layout_manager.layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView
    composite = layout_manager.sliceWidget("Red").mrmlSliceCompositeNode()
    assert composite.GetBackgroundVolumeID() == chest.GetID()
    assert node.GetDisplayNode().GetVisibility()
    bounds = [0.0] * 6
    node.GetRASBounds(bounds)
    for name in layout_manager.sliceViewNames():
        offset = layout_manager.sliceWidget(name).mrmlSliceNode().GetSliceOffset()
        assert any(low <= offset <= high for low, high in zip(bounds[::2], bounds[1::2], strict=True))


def test_slices_far_from_the_result_jump_to_it(panel, ready, segment):
    red = slicer.app.layoutManager().sliceWidget("Red").mrmlSliceNode()
    panel.refresh()
    red.SetSliceOffset(5000.0)
    node = segment()
    bounds = [0.0] * 6
    node.GetRASBounds(bounds)
    assert bounds[4] <= red.GetSliceOffset() <= bounds[5]


def test_a_film_has_a_share_of_the_image_and_no_volume(panel, parameters, add_volume, segment):
    from slicer.parameterNodeWrapper import FloatRange

    film = np.zeros((1, 20, 30), np.uint8)
    film[0, 5:10, 6:18] = 50
    parameters.inputVolume = add_volume(film, "Film")
    parameters.thresholdRange = FloatRange(40.0, 60.0)
    segment()
    assert panel.segment.ui.statusLabel.text.startswith("soft 10.0 % of the image in ")


def test_without_an_image_the_button_is_greyed_and_says_why(panel, parameters, wait_until):
    panel.refresh()
    assert not panel.segment.ui.segmentButton.enabled
    assert "image" in panel.segment.ui.reasonLabel.text
    assert panel.segment.ui.reasonLabel.visible


def test_undo_takes_the_last_segment_back(panel, ready, segment, click, wait_until):
    segment()
    wait_until(lambda: panel.segment.ui.undoButton.visible)
    click(panel.segment.ui.undoButton)
    assert ready.outputSegmentation is None
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode") == 0
    wait_until(lambda: not panel.segment.ui.undoButton.visible)


def test_undo_brings_back_what_was_replaced(panel, ready, segment, click, wait_until, chest):
    from slicer.parameterNodeWrapper import FloatRange

    from MedSegModuleLib.enums import ExistingSegments

    ready.existingSegments = ExistingSegments.REPLACE
    node = segment()
    identifier = node.GetSegmentation().GetNthSegmentID(0)
    before = slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, chest)
    ready.thresholdRange = FloatRange(300.0, 3000.0)
    segment()
    assert node.GetSegmentation().GetNumberOfSegments() == 1
    assert not np.array_equal(slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, chest), before)
    click(panel.segment.ui.undoButton)
    assert np.array_equal(slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, chest), before)


def test_a_long_job_is_cancelled_within_a_second_and_leaves_no_process(panel, started, click, wait_until):
    button = panel.segment.ui.segmentButton
    assert button.text == "Cancel"
    assert panel.segment.ui.progressBar.visible
    assert not panel.input.widget.enabled
    start = time.perf_counter()
    click(button)
    assert time.perf_counter() - start < PROMPT_S
    assert not isAlive(started)
    assert not panel.segment.isRunning
    assert "Cancelled" in panel.segment.ui.statusLabel.text
    assert panel.input.widget.enabled
    assert panel.parameterNode.outputSegmentation is None


def test_a_long_job_tells_how_far_it_is_while_events_are_served(panel, started, click, wait_until):
    moved = []
    panel.segment.ui.progressBar.connect("valueChanged(int)", moved.append)
    wait_until(lambda: panel.segment.ui.statusLabel.text not in ("", "Starting"), SECONDS)
    panel.output.ui.fillOpacitySlider.value = 60
    assert panel.parameterNode.fillOpacity == 0.6
    click(panel.segment.ui.segmentButton)


def test_work_goes_on_when_the_module_is_left(panel, ready, wait_until, click, monkeypatch):
    from MedSegModuleLib import workCost

    monkeypatch.setattr(workCost, "QUICK_SECONDS", 0.0)
    wait_until(lambda: panel.segment.ui.segmentButton.enabled)
    click(panel.segment.ui.segmentButton)
    panel.exit()
    try:
        wait_until(lambda: panel.parameterNode.outputSegmentation is not None, SECONDS)
        wait_until(lambda: not panel.segment.isRunning, SECONDS)
    finally:
        panel.enter()


def test_deleting_the_image_ends_the_work_and_says_so(panel, started, slow, wait_until):
    slicer.mrmlScene.RemoveNode(slow.inputVolume)
    wait_until(lambda: not panel.segment.isRunning)
    assert "deleted" in panel.segment.ui.statusLabel.text


def test_closing_the_scene_ends_the_work(panel, started, wait_until):
    slicer.mrmlScene.Clear(False)
    wait_until(lambda: not isAlive(started))
    assert not panel.segment.isRunning
    assert not panel.isBusy


def test_the_end_of_the_panel_is_the_end_of_the_work(panel, started):
    panel.segment.setParameterNode(None)
    assert not isAlive(started)


@pytest.fixture
def another(panel):
    """A second panel as it is first opened, in a small window of its own."""
    import qt

    other = type(panel)()
    scroll = qt.QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(other.parent)
    scroll.resize(420, 640)
    scroll.show()
    other.enter()
    yield other
    other.cleanup()
    scroll.delete()


def test_the_button_is_seen_without_scrolling_when_the_module_is_first_opened(another, chest, wait_until):
    import qt

    another.parameterNode.inputVolume = chest
    button = another.segment.ui.segmentButton
    wait_until(lambda: button.enabled)
    wait_until(lambda: button.mapTo(another.panelWidget, qt.QPoint(0, button.height)).y() < 600)


def test_a_panel_that_is_destroyed_leaves_no_work(another, slow, wait_until):
    wait_until(lambda: another.segment.ui.segmentButton.enabled)
    another.segment.onSegment()
    process = processOf(another.segment)
    another.cleanup()
    assert not isAlive(process)


def test_deleting_the_output_meanwhile_gives_a_new_one(panel, ready, segment, click, wait_until):
    first = segment()
    panel.segment.onSegment()
    slicer.mrmlScene.RemoveNode(first)
    wait_until(lambda: not panel.segment.isRunning, SECONDS)
    assert ready.outputSegmentation is not None
    assert ready.outputSegmentation is not first


def test_a_failure_is_told_in_the_panel_and_not_as_a_fault(panel, ready, segment, tmp_path, caplog, monkeypatch):
    from MedSegModuleLib.enums import MaskSource, Method

    shown = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *_arguments, **_more: shown.append(text))
    (tmp_path / "mask.nii.gz").write_text("no image")
    ready.method, ready.maskSource, ready.maskFile = Method.MASK, MaskSource.FILE, tmp_path / "mask.nii.gz"
    assert segment() is None
    assert len(shown) == 1
    assert panel.segment.ui.failureLabel.text == shown[0]
    assert "Traceback" not in shown[0] + caplog.text
    assert not panel.isBusy


def test_every_control_says_what_it_does(panel):
    assert all(widget.toolTip for widget in vars(panel.segment.ui).values() if widget.inherits("QPushButton"))
