"""Methods compared, as a table, bars and lines of a scene."""

import math

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.metrics import evaluate
from medseg.mrml import (
    compared_rows,
    comparison_notes,
    comparison_to_bars,
    comparison_to_table,
    load_scene,
    plots_to_nodes,
    remove_comparison,
    save_scene,
    segmentation_to_node,
)
from medseg.mrml.chart import METHOD_COLORS
from medseg.mrml.comparison_scene import comparison_charts, comparison_nodes, method_node, set_method_node
from medseg.records import Comparison, EvaluationParameters, MethodOutcome, OutcomeStatus, Plot, PlotLine
from medseg.records.metrics import METRICS
from medseg.report.drawing import PALETTE
from medseg.volume import Geometry, Segment, Segmentation

GRID = Geometry.from_axes((4, 20, 30), (1.0, 1.0, 2.0))
DICE = [metric.name for metric in METRICS].index("dice")


def block(*places):
    mask = np.zeros(GRID.shape, np.bool_)
    mask[1:3, 5:15, slice(*places)] = True
    return mask


@pytest.fixture
def reference():
    return Segmentation.from_masks(GRID, {Segment("Left"): block(2, 12), Segment("Right"): block(15, 25)})


@pytest.fixture
def moved():
    return Segmentation.from_masks(GRID, {Segment("Left"): block(3, 13), Segment("Right"): block(16, 26)})


@pytest.fixture
def comparison(reference, moved):
    """A perfect method, one that is off by a voxel, and one that is missing."""
    outcomes = tuple(
        MethodOutcome(
            method=name, status=OutcomeStatus.DONE, seconds=seconds, peak_mb=100.0, evaluation=evaluate(found, reference)
        )
        for name, found, seconds in (("exact", reference, 2.0), ("moved", moved, 1.0))
    )
    gone = MethodOutcome(method="CNN", status=OutcomeStatus.MISSING, reason="There is none.", notices=("Look out.",))
    return Comparison(case="case", image={}, reference={}, outcomes=(*outcomes, gone), provenance={"method": "compare"})


@pytest.fixture
def table(comparison, offscreen):
    return comparison_to_table(comparison, offscreen.scene, notes={"scoring": EvaluationParameters(), "together": False})


def row(table, method, segment):
    return next(row for row in compared_rows(table) if (row.method, row.segment) == (method, segment))


def test_a_table_holds_methods_by_metrics_with_numbers_and_says_in_words_what_is_best(table):
    rows = compared_rows(table)
    assert [(row.segment, row.method) for row in rows[:4]] == [
        ("Left", "exact"), ("Left", "moved"), ("Left", "CNN"), ("Right", "exact"),
    ]  # fmt: skip
    exact, moved, gone = (row(table, name, "Left") for name in ("exact", "moved", "CNN"))
    assert (exact.cells[DICE].text, exact.cells[DICE].is_best) == ("1.0000", True)
    assert moved.cells[DICE].value == pytest.approx(0.9)
    best = table.GetTable().GetColumnByName("best")
    assert "Dice" in best.GetValue(0)
    assert best.GetValue(1) == "s"
    assert math.isnan(gone.cells[DICE].value)
    assert (gone.status, gone.reason) == ("missing", "There is none.")
    assert table.GetTable().GetColumnByName("dice").IsNumeric()
    assert table.GetColumnUnitLabel("hd95_mm") == "mm"
    assert "2 TP" in table.GetColumnDescription("dice")


def test_notes_come_back_and_another_table_has_none(table, offscreen):
    notes = comparison_notes(table)
    assert [method["label"] for method in notes["methods"]] == ["exact", "moved", "CNN"]
    assert notes["methods"][2]["notices"] == ["Look out."]
    assert notes["scoring"]["match"] == "name"
    other = offscreen.scene.AddNewNodeByClass("vtkMRMLTableNode", "other")
    for read in (comparison_notes, compared_rows):
        with pytest.raises(InputError, match="compare methods first"):
            read(other)


def test_a_chart_a_metric_has_a_bar_a_method_in_its_colour(table, offscreen):
    charts = comparison_to_bars(table, offscreen.scene)
    assert len(charts) == len(METRICS)
    dice = charts[DICE]
    series = [dice.GetNthPlotSeriesNode(number) for number in range(dice.GetNumberOfPlotSeriesNodes())]
    assert [one.GetName() for one in series] == ["exact", "moved"]
    assert [one.GetColor() for one in series] == [pytest.approx(color) for color in METHOD_COLORS[:2]]
    drawn = series[1].GetTableNode().GetTable()
    heights = drawn.GetColumnByName(series[1].GetYColumnName())
    segments = drawn.GetColumnByName(series[1].GetLabelColumnName())
    assert [segments.GetValue(number) for number in range(4)] == ["Left", "Right", "mean of segments", "overall"]
    assert [heights.GetValue(number) for number in range(4)] == pytest.approx([0.9] * 4)
    seconds = next(chart for chart in charts if chart.GetYAxisTitle() == "s").GetNthPlotSeriesNode(0)
    assert seconds.GetTableNode().GetNumberOfRows() == 1
    count = offscreen.scene.GetNumberOfNodes()
    assert comparison_to_bars(table, offscreen.scene) == charts
    assert offscreen.scene.GetNumberOfNodes() == count


def test_lines_of_different_lengths_are_drawn_from_one_table(table, offscreen):
    long = PlotLine(label="exact", x=(0.0, 1.0, 2.0), y=(0.1, 0.2, math.nan), method="exact", marked=1)
    short = PlotLine(label="moved", x=(5.0,), y=(0.4,), method="moved")
    plot = Plot(name="sweep", title="Sweep", x_label="bound in HU", y_label="Dice", lines=(long, short), note="Said.")
    (chart,) = plots_to_nodes([plot], ["exact", "moved", "CNN"], offscreen.scene, table)
    series = [chart.GetNthPlotSeriesNode(number) for number in range(chart.GetNumberOfPlotSeriesNodes())]
    assert len({one.GetTableNode().GetID() for one in series}) == 1
    numbers = series[0].GetTableNode().GetTable()
    values = {name: [numbers.GetColumnByName(name).GetValue(row) for row in range(3)] for name in ("x0", "y0", "mark0", "x1")}
    assert values["x0"] == [0.0, 1.0, 2.0]
    assert values["y0"] == pytest.approx([0.1, 0.2, math.nan], nan_ok=True)
    assert values["mark0"] == pytest.approx([math.nan, 0.2, math.nan], nan_ok=True)
    assert values["x1"] == pytest.approx([5.0, math.nan, math.nan], nan_ok=True)
    assert [one.GetColor() for one in series] == [pytest.approx(METHOD_COLORS[n]) for n in (0, 0, 1)]
    assert chart.GetXAxisTitle() == "bound in HU"
    assert chart.GetXAxisRange() == (0.0, 5.0)


def test_steps_are_drawn_with_corners(table, offscreen):
    line = PlotLine(label="exact", x=(0.0, 2.0), y=(70.0, 30.0), method="exact")
    plot = Plot(name="d", title="D", x_label="mm", y_label="%", lines=(line,), is_step=True, y_from_data=True)
    (chart,) = plots_to_nodes([plot], ["exact"], offscreen.scene, table)
    numbers = chart.GetNthPlotSeriesNode(0).GetTableNode().GetTable()
    corners = [(numbers.GetColumnByName("x0").GetValue(n), numbers.GetColumnByName("y0").GetValue(n)) for n in range(4)]
    assert corners == [(0.0, 70.0), (2.0, 70.0), (2.0, 30.0), (4.0, 30.0)]


def test_colours_are_those_of_the_report():
    assert [tuple(round(255 * part) for part in color) for color in METHOD_COLORS] == [
        tuple(int(text[at : at + 2], 16) for at in (1, 3, 5)) for text in PALETTE
    ]


@pytest.fixture
def whole(table, moved, reference, offscreen):
    """A comparison with all its nodes: what `moved` made, and a given segmentation."""
    comparison_to_bars(table, offscreen.scene)
    given, made = (segmentation_to_node(one, offscreen.scene, offscreen.segmentations_logic) for one in (reference, moved))
    set_method_node(table, 0, given, is_made=False)
    set_method_node(table, 1, made, is_made=True)
    return table, given, made


def test_all_that_was_made_lies_in_a_folder_of_the_images_study(whole, offscreen, ct):
    import slicer

    from medseg.mrml import volume_to_node
    from medseg.mrml.comparison_scene import gather

    table, _given, _made = whole
    image = volume_to_node(ct, offscreen.scene)
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(offscreen.scene)
    study = hierarchy.CreateStudyItem(hierarchy.GetSceneItemID(), "study")
    hierarchy.CreateItem(study, image)
    gather(table, image)
    gather(table, image)
    folder = hierarchy.GetItemParent(hierarchy.GetItemByDataNode(table))
    assert (hierarchy.GetItemName(folder), hierarchy.GetItemParent(folder)) == (table.GetName(), study)
    listed = [node for node in comparison_nodes(table) if hierarchy.GetItemByDataNode(node)]
    assert {hierarchy.GetItemParent(hierarchy.GetItemByDataNode(node)) for node in listed} == {folder}
    assert {node.GetClassName() for node in listed} == {"vtkMRMLSegmentationNode", "vtkMRMLPlotChartNode"}
    remove_comparison(table, offscreen.scene)
    assert hierarchy.GetItemByName(table.GetName()) == 0
    assert hierarchy.GetItemByDataNode(image) != 0


def test_removing_takes_what_was_made_and_leaves_what_was_given(whole, offscreen):
    table, given, made = whole
    assert made in comparison_nodes(table)
    remove_comparison(table, offscreen.scene)
    assert made.GetScene() is None
    assert given.GetScene() is offscreen.scene
    for kind in ("vtkMRMLTableNode", "vtkMRMLPlotChartNode", "vtkMRMLPlotSeriesNode"):
        assert offscreen.scene.GetNumberOfNodesByClass(kind) == 0
    assert offscreen.scene.GetNumberOfNodesByClass("vtkMRMLSegmentationDisplayNode") == 1


def test_a_comparison_survives_saving_and_loading(whole, offscreen, tmp_path):
    from medseg.mrml import OffscreenScene

    before = compared_rows(whole[0])
    save_scene(offscreen.scene, tmp_path / "case.mrb")
    with OffscreenScene() as other:
        load_scene(tmp_path / "case.mrb", other.scene)
        tables = (other.scene.GetNthNodeByClass(n, "vtkMRMLTableNode") for n in range(100))
        table = next(one for one in tables if one.GetAttribute("MedSeg.Comparison"))
        after = compared_rows(table)
        assert [(row.method, row.segment, row.status) for row in after] == [
            (row.method, row.segment, row.status) for row in before
        ]
        assert [cell.is_best for row in after for cell in row.cells] == [cell.is_best for row in before for cell in row.cells]
        values = [[cell.value for row in rows for cell in row.cells] for rows in (after, before)]
        assert values[0] == pytest.approx(values[1], nan_ok=True, rel=1e-5)
        assert len(comparison_charts(table)) == len(METRICS)
        assert method_node(table, 1).GetSegmentation().GetNumberOfSegments() == 2
        assert method_node(table, 2) is None
