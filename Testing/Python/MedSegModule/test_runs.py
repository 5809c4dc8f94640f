"""Runs: polled, cancelled, failing; here and in a child process."""

import os
import time

import numpy as np
import pytest

from medseg.errors import CancelledError, InputError, SegmentError

PROMPT_S = 5.0  # more than a busy machine needs, less than the work would take


@pytest.fixture
def slow(parameters, monkeypatch):
    """Work that goes to a child process, whatever its size."""
    from MedSegModuleLib import segmenting, workCost

    monkeypatch.setattr(workCost, "QUICK_SECONDS", 0.0)
    assert not segmenting.isQuick(_request(parameters))
    return parameters


def _request(parameters):
    from MedSegModuleLib.requests import readRequest

    return readRequest(parameters)


def finish(run, seconds=60.0):
    """Poll until the end; returns the fractions seen."""
    seen = []
    end = time.monotonic() + seconds
    while run.poll():
        seen.append(run.fraction)
        assert time.monotonic() < end
        time.sleep(0.01)
    return seen


def test_a_child_gives_the_same_voxels_as_this_process(logic, slow, chest, monkeypatch):
    import slicer

    from MedSegModuleLib import workCost
    from MedSegModuleLib.JobWork import JobWork

    run = logic.startSegment(slow)
    assert isinstance(run._work, JobWork)
    seen = finish(run)
    assert seen == sorted(seen)
    monkeypatch.setattr(workCost, "QUICK_SECONDS", 1e6)
    slow.outputSegmentation = None
    here = logic.segment(slow)
    for number in range(2):
        found = [
            slicer.util.arrayFromSegmentBinaryLabelmap(node, node.GetSegmentation().GetNthSegmentID(number), chest)
            for node in (run.result, here)
        ]
        np.testing.assert_array_equal(*found)
        assert found[0].any()


def test_a_child_is_cancelled_within_a_second_and_the_scene_is_as_it_was(logic, slow, scene):
    run = logic.startSegment(slow)
    process = run._work._job.process_id
    run.poll()
    before = scene.GetNumberOfNodes()
    start = time.monotonic()
    run.cancel()
    assert time.monotonic() - start < PROMPT_S
    with pytest.raises(CancelledError):
        run.poll()
    with pytest.raises(OSError, match="No such process"):
        os.kill(process, 0)
    assert scene.GetNumberOfNodes() == before
    assert slow.outputSegmentation is None


def test_what_fails_in_a_child_is_raised_here_with_its_words(logic, slow, add_volume):
    slow.inputVolume = add_volume(np.full((20, 40, 40), 50, np.int16), "no chest")
    slow.inputVolume.SetAttribute("MedSeg.Volume", '{"modality": "CT"}')
    with pytest.raises(SegmentError, match="lung"):
        logic.segment(slow)


def test_quick_work_is_done_at_the_first_poll(logic, parameters):
    from MedSegModuleLib.enums import ThresholdSource

    parameters.thresholdSource = ThresholdSource.RANGE
    told = []
    run = logic.startSegment(parameters, lambda fraction, message: told.append((fraction, message)))
    assert parameters.outputSegmentation is None
    assert not run.poll()
    assert run.result is parameters.outputSegmentation
    assert told[0][1] == "Preparing"
    assert not run.poll()


def test_quick_work_can_be_cancelled_before_it_begins(logic, parameters):
    run = logic.startSegment(parameters)
    run.cancel()
    with pytest.raises(CancelledError):
        run.poll()


def test_an_image_that_is_deleted_meanwhile_ends_the_run(logic, slow, scene):
    run = logic.startSegment(slow)
    scene.RemoveNode(slow.inputVolume)
    with pytest.raises(InputError, match="one was removed"):
        finish(run)


def test_a_scene_that_is_closed_meanwhile_ends_the_run(logic, slow, scene):
    run = logic.startSegment(slow)
    scene.Clear(False)
    with pytest.raises(InputError, match="one was removed"):
        finish(run)
    assert scene.GetNumberOfNodesByClass("vtkMRMLSegmentationNode") == 0


def test_a_region_reaches_the_child(logic, slow, chest, scene):
    import slicer

    from MedSegModuleLib.enums import ThresholdSource

    slow.thresholdSource = ThresholdSource.RANGE
    slow.thresholdRange.setRange(-5000.0, 5000.0)
    roi = scene.AddNewNodeByClass("vtkMRMLMarkupsROINode")
    roi.SetCenter(0, 0, 0)
    roi.SetSize(60, 60, 60)
    slow.regionOfInterest = roi
    node = logic.segment(slow)
    found = slicer.util.arrayFromSegmentBinaryLabelmap(node, node.GetSegmentation().GetNthSegmentID(0), chest)
    assert 0 < found.sum() < found.size / 10


@pytest.mark.parametrize(
    ("change", "is_quick"),
    [
        (lambda p: None, True),
        (lambda p: setattr(p.after, "keep_largest", 1), True),
        (lambda p: setattr(p.after, "closing_mm", 3.0), False),
        (lambda p: setattr(p.before, "denoise", type(p.before.denoise).MEDIAN), False),
        (lambda p: setattr(p, "thresholdSource", type(p.thresholdSource).PRESET), False),
    ],
    ids=["range", "largest part", "morphology", "denoising", "recipe"],
)
def test_only_what_is_quick_on_a_whole_ct_stays_in_this_process(logic, parameters, change, is_quick):
    from dataclasses import replace

    from medseg.volume import Geometry
    from MedSegModuleLib.enums import ThresholdSource
    from MedSegModuleLib.workCost import isQuick

    parameters.thresholdSource = ThresholdSource.RANGE
    change(parameters)
    request = _request(parameters)
    whole = np.broadcast_to(np.int16(0), (300, 512, 512))
    volume = replace(request.volume, array=whole, geometry=Geometry.from_axes(whole.shape, (1.0, 0.7, 0.7)))
    assert isQuick(replace(request, volume=volume)) is is_quick
