"""Methods compared from the panel: ticked, run one after the other, shown, cancelled, removed."""

import os
import time
from types import SimpleNamespace

import numpy as np
import pytest
import slicer

NAMES = ("Right lung", "Left lung")
SECONDS = 240.0
PROMPT_S = 5.0


@pytest.fixture
def section(models, panel, chest, phantom):
    """The section open on a made chest CT, with the truth about both lungs as reference."""
    from medseg.mrml import segmentation_to_node

    panel.input.choose(chest)
    panel.parameterNode.shownIn3D = False
    panel.parameterNode.compare.plots = False  # they take a process more
    lungs = phantom[1].selected(list(NAMES))
    logic = slicer.modules.segmentations.logic()
    panel.parameterNode.reference = segmentation_to_node(lungs, slicer.mrmlScene, logic, chest, surface=False)
    panel.compare.ui.compareSectionButton.collapsed = False
    panel.refresh()
    return panel.compare


@pytest.fixture
def moved(section, chest, phantom):
    """A segmentation of the scene: the lungs, moved by two voxels to the side."""
    from medseg.mrml import segmentation_to_node
    from medseg.volume import Segmentation

    lungs = phantom[1].selected(list(NAMES))
    masks = {segment: np.roll(lungs.mask(segment.name), 2, axis=2) for segment in lungs.segments}
    other = Segmentation.from_masks(lungs.geometry, masks)
    node = segmentation_to_node(other, slicer.mrmlScene, slicer.modules.segmentations.logic(), chest, surface=False)
    node.SetName("mine")
    return node


@pytest.fixture
def compare(section, click, wait_until):
    """Click Compare and wait for the end."""

    def run():
        section.panel.refresh()
        click(section.ui.compareButton)
        wait_until(lambda: not section.isRunning, SECONDS)
        section.panel.refresh()
        return section.parameterNode.comparison

    return run


def cells(table):
    """Text of the panel's table by metric and method; and those in bold."""
    texts, bold = {}, set()
    for row in range(table.rowCount):
        for column in range(table.columnCount):
            place = (table.verticalHeaderItem(row).text(), table.horizontalHeaderItem(column).text().replace("\n", " "))
            texts[place] = table.item(row, column).text()
            if table.item(row, column).font().bold():
                bold.add(place)
    return texts, bold


def visible(kind="vtkMRMLSegmentationNode"):
    nodes = slicer.util.getNodesByClass(kind)
    return [node.GetName() for node in nodes if node.GetDisplayNode() and node.GetDisplayNode().GetVisibility()]


def voxels(node, name, image):
    identifier = node.GetSegmentation().GetSegmentIdBySegmentName(name)
    return slicer.util.arrayFromSegmentBinaryLabelmap(node, identifier, image) > 0


def click_cell(table, row, column):
    """Click a cell of a table, as a person does."""
    import qt
    from PySide6.QtTest import QTest

    place = table.visualItemRect(table.item(row, column)).center()
    QTest.mouseClick(table.viewport(), qt.Qt.LeftButton, qt.Qt.NoModifier, place)


def test_without_a_reference_or_a_method_the_button_says_what_is_missing(panel, section, click):
    assert section.ui.compareButton.enabled
    click(section.ui.thresholdCheckBox)
    panel.refresh()
    assert not section.ui.compareButton.enabled
    assert "Tick at least one method" in section.ui.compareReasonLabel.text
    click(section.ui.maskCheckBox)
    panel.refresh()
    assert "label volume" in section.ui.compareReasonLabel.text
    panel.parameterNode.reference = None
    panel.refresh()
    assert "reference" in section.ui.compareReasonLabel.text


def test_the_reference_is_that_of_evaluate(panel, section, moved):
    section.ui.compareReferenceSelector.setCurrentNode(moved)
    panel.refresh()
    assert panel.parameterNode.reference is moved
    assert panel.evaluate.ui.referenceSelector.currentNode() is moved


def test_methods_are_run_scored_and_kept_and_a_missing_one_says_why(panel, section, moved, compare, click, chest, phantom):
    from medseg.mrml.comparison_scene import method_node

    click(section.ui.unetCheckBox)  # there is no package
    section.ui.segmentationsSelector.check(moved)
    table = compare()
    threshold, network = "Threshold Lungs", "U-Net"
    section.ui.scopeComboBox.setCurrentIndex(section.ui.scopeComboBox.findText("Right lung"))
    panel.refresh()
    texts, bold = cells(section.ui.comparedTable)
    truth = phantom[1].mask("Right lung")
    found = voxels(method_node(table, 0), "Right lung", chest)
    assert method_node(table, 0).GetName() == threshold
    assert method_node(table, 2) is moved
    dice = 2 * (found & truth).sum() / (found.sum() + truth.sum())
    assert dice > 0.95
    assert texts["Dice", threshold] == f"{dice:.4f}"
    shifted = np.roll(truth, 2, axis=2)
    assert texts["Dice", "mine"] == f"{2 * (shifted & truth).sum() / (shifted.sum() + truth.sum()):.4f}"
    assert ("Dice", threshold) in bold
    assert ("Dice", "mine") not in bold
    assert float(texts["s", threshold]) >= 0
    assert float(texts["MB", threshold]) > 20
    assert texts["s", "mine"] == "-"
    assert texts["Dice", network] == "-"
    assert "install" in section.ui.withoutResultLabel.text
    column = table.GetTable().GetColumnByName("status")
    assert {column.GetValue(row) for row in range(column.GetNumberOfValues())} == {"done", "missing"}
    assert "3 methods compared" in section.ui.compareStatusLabel.text
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpPlotTableView


def test_one_click_shows_where_a_method_agrees_and_what_was_hidden_comes_back(
    panel, section, moved, compare, click, chest, phantom
):
    section.ui.segmentationsSelector.check(moved)
    compare()
    assert visible() == ["Threshold Lungs: agreement"]
    click_cell(section.ui.comparedTable, 0, 1)
    assert visible() == ["mine: agreement"]
    agreement = slicer.util.getNode("mine: agreement")
    truth, shifted = (voxels(node, "Right lung", chest) for node in (panel.parameterNode.reference, moved))
    for kind, expected in (
        ("positive", truth & shifted),
        ("False positive", shifted & ~truth),
        ("False negative", truth & ~shifted),
    ):
        name = f"Right lung: {'True positive' if kind == 'positive' else kind}"
        assert np.array_equal(voxels(agreement, name, chest), expected)
    assert section.ui.compareKeyLabel.text.count("&#9632;") == 3
    click(section.ui.segmentsViewButton)
    assert visible() == ["mine"]
    click(section.ui.nothingViewButton)
    assert sorted(visible()) == sorted([panel.parameterNode.reference.GetName(), "mine"])
    assert not section.ui.compareKeyLabel.visible


def views():
    """The slice views that are seen: name of each in its bar, and its logic."""
    manager = slicer.app.layoutManager()
    widgets = [manager.sliceWidget(name) for name in manager.sliceViewNames()]
    seen = [widget for widget in widgets if widget.mrmlSliceNode().IsMappedInLayout()]
    return {widget.mrmlSliceNode().GetLayoutLabel(): widget.sliceLogic() for widget in seen}


def shown_in(logic):
    """The segmentations that a slice view shows."""
    identifier = logic.GetSliceNode().GetID()
    nodes = slicer.util.getNodesByClass("vtkMRMLSegmentationNode")
    return [node.GetName() for node in nodes if node.GetDisplayNode().GetVisibility(identifier)]


def test_methods_lie_side_by_side_each_in_its_view_and_the_slices_go_together(panel, section, moved, compare, click, chest):
    section.ui.segmentationsSelector.check(moved)
    moved.GetDisplayNode().SetViewNodeIDs(["vtkMRMLSliceNodeRed", "vtkMRMLSliceNodeGreen"])
    slicer.app.layoutManager().sliceWidget("Red").sliceLogic().SetSliceOffset(18.0)
    compare()
    click(section.ui.sideBySideButton)
    assert list(views()) == ["Threshold Lungs", "mine"]
    first, second = views().values()
    assert shown_in(first) == ["Threshold Lungs: agreement"]
    assert shown_in(second) == ["mine: agreement"]
    assert {logic.GetBackgroundLayer().GetVolumeNode() for logic in (first, second)} == {chest}
    assert {logic.GetSliceNode().GetOrientation() for logic in (first, second)} == {"Axial"}
    assert first.GetSliceOffset() == second.GetSliceOffset() == pytest.approx(18.0)
    assert first.GetSliceNode().GetFieldOfView() == pytest.approx(second.GetSliceNode().GetFieldOfView(), rel=0.02)
    first.StartSliceOffsetInteraction()
    first.SetSliceOffset(-27.0)
    first.EndSliceOffsetInteraction()
    assert second.GetSliceOffset() == pytest.approx(-27.0)
    click(section.ui.segmentsViewButton)
    assert [shown_in(logic) for logic in views().values()] == [["Threshold Lungs"], ["mine"]]
    click_cell(section.ui.comparedTable, 0, 0)
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpPlotTableView
    assert visible() == ["Threshold Lungs"]
    assert all(shown_in(logic) == ["Threshold Lungs"] for logic in views().values())
    assert moved.GetDisplayNode().GetViewNodeIDs() == ("vtkMRMLSliceNodeRed", "vtkMRMLSliceNodeGreen")


def test_a_click_that_is_refused_changes_nothing_side_by_side(section, compare, click):
    compare()
    click(section.ui.sideBySideButton)
    slicer.mrmlScene.RemoveNode(section.parameterNode.reference)
    before = section.parameterNode.compare.view
    click(section.ui.segmentsViewButton)
    assert "one was deleted" in section.ui.compareFailureLabel.text
    assert section.parameterNode.compare.view is before
    assert [shown_in(logic) for logic in views().values()] == [["Threshold Lungs: agreement"]]


def test_a_scene_saved_side_by_side_opens_side_by_side(section, compare, click, tmp_path, wait_until):
    compare()
    click(section.ui.sideBySideButton)
    assert slicer.util.saveScene(str(tmp_path / "case.mrb"))
    slicer.mrmlScene.Clear(False)
    slicer.util.loadScene(str(tmp_path / "case.mrb"))
    wait_until(lambda: section.parameterNode is not None and section.parameterNode.comparison is not None)
    section.panel.refresh()
    assert {name: shown_in(logic) for name, logic in views().items()} == {"Threshold Lungs": ["Threshold Lungs: agreement"]}
    click(section.ui.comparisonViewsButton)
    assert all(shown_in(logic) == ["Threshold Lungs: agreement"] for logic in views().values())


def test_methods_are_shown_and_removed_where_there_is_no_window(section, compare, monkeypatch):
    from MedSegModuleLib.Comparing import compareLayout

    compare()
    parameters, logic = section.parameterNode, section.logic
    monkeypatch.setattr(compareLayout, "slicer", SimpleNamespace(app=SimpleNamespace(layoutManager=lambda: None)))
    compareLayout.registerLayouts()
    assert logic.showCompared(parameters, 0).GetDisplayNode().GetVisibility()
    logic.removeComparison(parameters)
    assert parameters.comparison is None


def test_a_comparison_that_is_removed_leaves_no_view_of_its_own(section, compare, click):
    compare()
    click(section.ui.sideBySideButton)
    click(section.ui.removeComparisonButton)
    assert set(views()) == {"R", "Y", "G"}


def test_all_plots_are_in_the_scene_and_can_be_chosen(section, compare, click):
    click(section.ui.comparePlotsCheckBox)
    table = compare()
    titles = [section.ui.compareChartComboBox.itemText(n) for n in range(section.ui.compareChartComboBox.count)]
    assert titles[0] == "accuracy (best: high)"
    assert {"Dice by slice position", "Distances between the surfaces", "Threshold sweep"} <= set(titles)
    section.ui.compareChartComboBox.setCurrentIndex(titles.index("Dice by slice position"))
    section.onChartChosen()
    selection = slicer.app.applicationLogic().GetSelectionNode()
    chart = slicer.mrmlScene.GetNodeByID(selection.GetActivePlotChartID())
    assert chart.GetTitle() == "Dice by slice position"
    numbers = chart.GetNthPlotSeriesNode(0).GetTableNode().GetTable()
    dice = [numbers.GetColumnByName("y0").GetValue(row) for row in range(numbers.GetNumberOfRows())]
    assert max(value for value in dice if value == value) > 0.95
    assert selection.GetActiveTableID() == table.GetID()


@pytest.mark.slow
def test_networks_have_their_curves_and_their_costs(section, models, compare, click, chest, phantom):
    models("dark", threshold=-500.0, above=False)
    section.logic.networks.reload()
    for box in (
        section.ui.thresholdCheckBox,
        section.ui.unetCheckBox,
        section.ui.togetherCheckBox,
        section.ui.comparePlotsCheckBox,
    ):
        click(box)
    compare()
    texts, _bold = cells(section.ui.comparedTable)
    truth = phantom[1].selected(list(NAMES)).union()
    dark = slicer.util.arrayFromVolume(chest) < -500
    dice = 2 * (dark & truth).sum() / (dark.sum() + truth.sum())
    assert float(texts["Dice", "U-Net dark"]) == pytest.approx(dice, abs=0.01)
    assert float(texts["MB", "U-Net dark"]) > 100
    titles = [section.ui.compareChartComboBox.itemText(n) for n in range(section.ui.compareChartComboBox.count)]
    assert {"ROC", "Precision and recall"} <= set(titles)


def test_cancelling_ends_the_process_and_keeps_what_is_done(panel, section, click, wait_until):
    from medseg.mrml.comparison_scene import method_node

    section.parameterNode.compare.preset = True
    section.parameterNode.compare.presetName = "bone"
    panel.refresh()
    click(section.ui.compareButton)
    assert section.ui.compareButton.text == "Cancel"
    assert not panel.segment.ui.segmentButton.enabled
    wait_until(lambda: len(section._poller.run.outcomes) == 1 and section._poller.run._work is not None, SECONDS)
    process = section._poller.run._work._job.process_id
    start = time.perf_counter()
    click(section.ui.compareButton)
    assert time.perf_counter() - start < PROMPT_S
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    panel.refresh()
    assert "Cancelled after 1 of 2" in section.ui.compareStatusLabel.text
    assert section.ui.compareButton.text == "Compare"
    assert section.ui.comparedTable.columnCount == 1
    assert method_node(panel.parameterNode.comparison, 0).GetSegmentation().GetNumberOfSegments() == 2


def test_a_reference_that_is_deleted_meanwhile_ends_the_comparison_with_the_reason(
    panel, section, click, wait_until, monkeypatch
):
    told = []
    monkeypatch.setattr(panel, "showError", told.append)
    click(section.ui.compareButton)
    slicer.mrmlScene.RemoveNode(panel.parameterNode.reference)
    wait_until(lambda: not section.isRunning, SECONDS)
    panel.refresh()
    assert "the reference in the scene still" in section.ui.compareFailureLabel.text
    assert [str(error) for error in told] == [section.ui.compareFailureLabel.text]
    assert panel.parameterNode.comparison is None
    assert not panel.isBusy


def test_closing_the_scene_ends_the_comparison_and_its_process(panel, section, click, wait_until):
    click(section.ui.compareButton)
    wait_until(lambda: section._poller.run._work is not None)
    process = section._poller.run._work._job.process_id
    slicer.mrmlScene.Clear(0)
    assert not section.isRunning
    assert not panel.isBusy
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_removing_takes_back_what_compare_made_and_nothing_else(panel, section, moved, compare, click):
    section.ui.segmentationsSelector.check(moved)
    before = {node.GetID() for node in slicer.util.getNodesByClass("vtkMRMLNode")}
    compare()
    click(section.ui.removeComparisonButton)
    panel.refresh()
    assert panel.parameterNode.comparison is None
    left = [node for node in slicer.util.getNodesByClass("vtkMRMLNode") if node.GetID() not in before]
    assert [
        node.GetClassName() for node in left if not node.IsA("vtkMRMLAbstractViewNode") and not node.IsA("vtkMRMLSliceLogic")
    ] == []
    assert "mine" in visible()
    assert not section.ui.comparedTable.visible


@pytest.mark.slow
def test_a_second_comparison_does_not_replace_the_first(panel, section, compare):
    first, second = compare(), compare()
    assert first is not second
    selector = section.ui.comparisonSelector
    assert [selector.nodeFromIndex(number) for number in range(selector.nodeCount())] == [first, second]
    section.ui.comparisonSelector.setCurrentNode(first)
    panel.refresh()
    assert panel.parameterNode.comparison is first
    assert section.ui.comparedTable.visible


@pytest.mark.slow
def test_what_is_chosen_and_compared_survives_saving_and_loading(panel, section, moved, compare, click, tmp_path):
    from medseg.mrml import load_scene, save_scene

    section.ui.segmentationsSelector.check(moved)
    section.parameterNode.compare.presetName = "bone"
    compare()
    texts, bold = cells(section.ui.comparedTable)
    save_scene(slicer.mrmlScene, tmp_path / "case.mrb")
    slicer.mrmlScene.Clear(0)
    load_scene(tmp_path / "case.mrb", slicer.mrmlScene)
    panel.initializeParameterNode()
    panel.refresh()
    assert panel.parameterNode.compare.presetName == "bone"
    assert [node.GetName() for node in panel.parameterNode.compareSegmentations] == ["mine"]
    assert cells(section.ui.comparedTable) == (texts, bold)
    section.onMethodChosen(1)
    assert visible() == ["mine: agreement"]
    click(section.ui.removeComparisonButton)
    assert panel.parameterNode.comparison is None
