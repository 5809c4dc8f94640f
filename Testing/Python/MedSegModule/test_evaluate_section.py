"""The result against a reference."""

import os
import time

import numpy as np
import pytest

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")

SECONDS = 60.0
PROMPT_S = 5.0  # more than a busy machine needs, less than the work would take
NAMES = ("Right lung", "Left lung", "Heart")


@pytest.fixture
def compared(panel, chest, phantom):
    """A result beside the truth: the same segments, each moved by a voxel along i."""
    from medseg.mrml import segmentation_to_node
    from medseg.volume import Segmentation

    truth = phantom[1].selected(NAMES)
    moved = {segment: np.roll(truth.mask(segment.name), 1, axis=2) for segment in truth.segments}
    result = Segmentation.from_masks(truth.geometry, moved)
    logic = slicer.modules.segmentations.logic()
    node = panel.parameterNode
    node.inputVolume = chest
    node.reference = segmentation_to_node(truth, slicer.mrmlScene, logic, chest, surface=False)
    node.outputSegmentation = segmentation_to_node(result, slicer.mrmlScene, logic, chest, surface=False)
    panel.evaluate.ui.evaluateSectionButton.collapsed = False
    panel.refresh()
    return node


@pytest.fixture
def scored(panel, compared, click, wait_until):
    """The same, scored by a click."""
    click(panel.evaluate.ui.evaluateButton)
    wait_until(lambda: not panel.evaluate.isRunning, SECONDS)
    panel.refresh()
    return compared


def dice(first, second):
    return 2 * np.count_nonzero(first & second) / (np.count_nonzero(first) + np.count_nonzero(second))


def test_a_click_scores_the_result(panel, scored, phantom):
    truth = phantom[1].selected(NAMES)
    table = scored.scores.GetTable()
    segments, values = table.GetColumnByName("segment"), table.GetColumnByName("dice")
    found = {segments.GetValue(row): values.GetValue(row) for row in range(table.GetNumberOfRows())}
    for name in truth.names:
        assert found[name] == pytest.approx(dice(truth.mask(name), np.roll(truth.mask(name), 1, axis=2)))
    assert panel.evaluate.ui.scoresTable.mrmlTableNode() is scored.scores
    assert panel.evaluate.ui.scoresTable.visible
    assert panel.evaluate.ui.evaluateStatusLabel.text.startswith(f"Overall Dice {found['overall']:.3f} in ")


def test_the_pairs_are_shown_before_anything_is_scored(panel, compared):
    table = panel.evaluate.ui.pairsTable
    rows = {table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount)}
    assert rows == {name: name for name in NAMES}


def test_a_segment_without_a_counterpart_says_so(panel, compared):
    segmentation = compared.outputSegmentation.GetSegmentation()
    segmentation.GetNthSegment(0).SetName("something else")
    panel.refresh()
    table = panel.evaluate.ui.pairsTable
    rows = {table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount)}
    assert rows[NAMES[0]] == "left out"
    compared.evaluation.matched_only = False
    panel.refresh()
    assert table.item(0, 1).text() == "none"


def test_what_the_result_lacks_is_left_out_or_counts_as_missed(panel, compared, click, wait_until):
    compared.outputSegmentation.GetSegmentation().GetNthSegment(0).SetName("something else")

    def rows():
        panel.refresh()
        click(panel.evaluate.ui.evaluateButton)
        wait_until(lambda: not panel.evaluate.isRunning, SECONDS)
        names = compared.scores.GetTable().GetColumnByName("segment")
        return [names.GetValue(row) for row in range(names.GetNumberOfValues())]

    assert rows() == [*NAMES[1:], "overall"]
    panel.refresh()
    assert panel.evaluate.ui.pairsTable.item(0, 1).text() == "left out"
    click(panel.evaluate.ui.matchedOnlyCheckBox)
    assert rows() == [*NAMES, "overall"]


def test_pairs_by_overlap_are_shown_once_they_are_found(panel, compared, click, wait_until):
    from MedSegModuleLib.enums import MatchByChoice

    compared.outputSegmentation.GetSegmentation().GetNthSegment(0).SetName("something else")
    compared.evaluation.match = MatchByChoice.OVERLAP
    panel.refresh()
    table = panel.evaluate.ui.pairsTable
    assert table.item(0, 1).text() == "found by overlap"
    click(panel.evaluate.ui.evaluateButton)
    wait_until(lambda: not panel.evaluate.isRunning, SECONDS)
    panel.refresh()
    assert table.item(0, 1).text() == "something else"


def test_without_a_reference_the_button_says_what_is_missing(panel, compared):
    compared.reference = None
    panel.refresh()
    assert not panel.evaluate.ui.evaluateButton.enabled
    assert "reference" in panel.evaluate.ui.evaluateReasonLabel.text
    assert not panel.evaluate.ui.pairsTable.visible


def test_errors_are_shown_in_colour_and_the_result_steps_back(panel, scored, click):
    result = scored.outputSegmentation.GetDisplayNode()
    click(panel.evaluate.ui.agreementButton)
    assert scored.agreementShown
    assert scored.agreement.GetDisplayNode().GetVisibility()
    assert not result.GetVisibility()
    key = panel.evaluate.ui.agreementKey
    segmentation = scored.agreement.GetSegmentation()
    assert key.visible
    for number in range(segmentation.GetNumberOfSegments()):
        red, green, blue = (round(255 * part) for part in segmentation.GetNthSegment(number).GetColor())
        assert f"#{red:02x}{green:02x}{blue:02x}" in key.text
        assert segmentation.GetNthSegment(number).GetName().split(": ")[-1].replace(" ", "&nbsp;") in key.text
    assert key.text.count("&#9632;") == 3
    click(panel.evaluate.ui.agreementButton)
    assert result.GetVisibility()
    assert not scored.agreement.GetDisplayNode().GetVisibility()
    assert not key.visible


def test_plots_and_table_come_into_the_views_and_slices_come_back(panel, scored, click):
    layout_manager, before = slicer.app.layoutManager(), slicer.app.layoutManager().layout
    click(panel.evaluate.ui.plotsButton)
    assert layout_manager.layout != before
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLPlotChartNode") > 0
    click(panel.evaluate.ui.tableButton)
    assert layout_manager.layout != before
    click(panel.evaluate.ui.slicesButton)
    assert layout_manager.layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView


def test_another_metric_can_be_plotted(panel, scored, click):
    click(panel.evaluate.ui.plotsButton)
    selection = slicer.app.applicationLogic().GetSelectionNode()
    first = selection.GetActivePlotChartID()
    panel.evaluate.ui.chartSelector.currentIndex = 1
    assert selection.GetActivePlotChartID() not in ("", first)


@pytest.fixture
def large(panel, compared, monkeypatch):
    """The same, taken for large enough to be scored in a process of its own."""
    from MedSegModuleLib import workCost

    monkeypatch.setattr(workCost, "QUICK_SECONDS", 0.0)
    return compared


def test_scoring_is_cancelled_within_a_second_and_leaves_no_process(panel, large, click):
    click(panel.evaluate.ui.evaluateButton)
    assert panel.evaluate.ui.evaluateButton.text == "Cancel"
    assert not panel.segment.ui.segmentButton.enabled
    process = panel.evaluate._poller.run._work._job.process_id
    start = time.perf_counter()
    click(panel.evaluate.ui.evaluateButton)
    assert time.perf_counter() - start < PROMPT_S
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert large.scores is None
    assert "Cancelled" in panel.evaluate.ui.evaluateStatusLabel.text
    assert panel.evaluate.ui.evaluateButton.text == "Evaluate"


def test_large_images_are_scored_in_a_process_of_their_own(panel, large, click, wait_until):
    click(panel.evaluate.ui.evaluateButton)
    wait_until(lambda: not panel.evaluate.isRunning, SECONDS)
    assert panel.evaluate.ui.evaluateStatusLabel.text.startswith("Overall Dice 0.")


def test_tooltips_tell_the_unit_and_the_range(panel, compared):
    assert "0 to 1,000 mm" in panel.evaluate.ui.toleranceSpinBox.toolTip
