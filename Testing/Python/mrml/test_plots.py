"""Scores as charts."""

import dataclasses
import math

import pytest

from medseg.errors import InputError
from medseg.mrml import evaluation_to_plots, evaluation_to_table, load_scene, save_scene
from medseg.mrml.chart import CHARTS


def chart(charts, title):
    return next(node for node in charts if node.GetTitle() == title)


def bars(node, number=0):
    """What the n-th kind of bars shows: heights by label."""
    series = node.GetNthPlotSeriesNode(number)
    table = series.GetTableNode().GetTable()
    labels = [table.GetValueByName(row, series.GetLabelColumnName()).ToString() for row in range(table.GetNumberOfRows())]
    heights = [table.GetValueByName(row, series.GetYColumnName()).ToDouble() for row in range(table.GetNumberOfRows())]
    return dict(zip(labels, heights, strict=True))


@pytest.fixture(params=["table", "evaluation"])
def source(request, offscreen, evaluation):
    return evaluation_to_table(evaluation, offscreen.scene) if request.param == "table" else evaluation


def test_there_is_a_chart_a_metric_with_a_bar_a_segment(offscreen, source):
    charts = evaluation_to_plots(source, offscreen.scene)
    assert [node.GetTitle() for node in charts] == [one.title for one in CHARTS]
    assert bars(chart(charts, "Dice")) == {"bone": 0.5, "left lung": 0.5, "overall": 0.75}
    series = chart(charts, "Dice").GetNthPlotSeriesNode(0)
    assert series.GetPlotTypeAsString(series.GetPlotType()) == "Bar"


def test_numbers_that_are_none_have_no_bar(offscreen, source):
    charts = evaluation_to_plots(source, offscreen.scene)
    assert bars(chart(charts, "Surface distance, 95th percentile")) == {"left lung": 0.5, "overall": 0.5}
    assert bars(chart(charts, "Surface distance, largest")) == {"left lung": 0.5, "overall": 0.5}
    for node in charts:
        for number in range(node.GetNumberOfPlotSeriesNodes()):
            assert all(math.isfinite(height) for height in bars(node, number).values())


def test_shares_are_drawn_from_0_to_1_and_others_with_their_unit(offscreen, evaluation):
    far = dataclasses.replace(evaluation, overall=dataclasses.replace(evaluation.overall, hd95_mm=40.0))
    charts = evaluation_to_plots(far, offscreen.scene)
    for node, one in zip(charts, CHARTS, strict=True):
        low, high = node.GetYAxisRange()
        assert low == 0.0
        assert not node.GetYAxisRangeAuto()
        assert high == 1.0 if not one.unit else high > 0
        assert one.unit in node.GetYAxisTitle()
    assert chart(charts, "Surface distance, 95th percentile").GetYAxisTitle() == "HD95 (mm)"
    assert 40 < chart(charts, "Surface distance, 95th percentile").GetYAxisRange()[1] < 60


def test_volumes_of_prediction_and_reference_stand_side_by_side(offscreen, evaluation):
    node = chart(evaluation_to_plots(evaluation, offscreen.scene), "Volume")
    assert [node.GetNthPlotSeriesNode(number).GetName() for number in range(2)] == ["Prediction", "Reference"]
    colors = {node.GetNthPlotSeriesNode(number).GetColor() for number in range(2)}
    assert len(colors) == 2
    assert node.GetLegendVisibility()


def test_scores_without_any_number_are_an_empty_chart(offscreen, evaluation):
    rows = dict.fromkeys(("hd95_mm", "assd_mm", "hausdorff_mm", "surface_dice"), math.nan)
    empty = dataclasses.replace(
        evaluation,
        segments=tuple(dataclasses.replace(row, **rows) for row in evaluation.segments),
        overall=dataclasses.replace(evaluation.overall, **rows),
    )
    charts = evaluation_to_plots(empty, offscreen.scene)
    assert bars(chart(charts, "Surface distance, average")) == {}
    assert chart(charts, "Surface distance, average").GetYAxisRange()[1] > 0


def test_another_evaluation_changes_the_charts_that_are_there(offscreen, evaluation):
    scene = offscreen.scene
    table = evaluation_to_table(evaluation, scene)
    charts = evaluation_to_plots(table, scene)
    count = scene.GetNumberOfNodes()
    better = dataclasses.replace(
        evaluation, segments=evaluation.segments[:1], overall=dataclasses.replace(evaluation.overall, dice=0.9)
    )
    evaluation_to_table(better, scene, table)
    again = evaluation_to_plots(table, scene)
    assert again == charts
    assert scene.GetNumberOfNodes() == count
    assert bars(chart(again, "Dice")) == {"bone": 0.5, "overall": 0.9}
    assert chart(again, "Dice").GetNumberOfPlotSeriesNodes() == 1


def test_two_tables_have_charts_of_their_own(offscreen, evaluation):
    scene = offscreen.scene
    first = evaluation_to_plots(evaluation_to_table(evaluation, scene), scene)
    second = evaluation_to_plots(evaluation_to_table(evaluation, scene), scene)
    third = evaluation_to_plots(evaluation, scene)
    assert not set(first) & set(second)
    assert not set(third) & {*first, *second}


def test_charts_that_were_deleted_are_made_again(offscreen, evaluation):
    scene = offscreen.scene
    table = evaluation_to_table(evaluation, scene)
    for node in evaluation_to_plots(table, scene)[:3]:
        scene.RemoveNode(node)
    charts = evaluation_to_plots(table, scene)
    assert len({node.GetID() for node in charts}) == len(CHARTS)
    assert bars(chart(charts, "Dice"))["overall"] == 0.75


def test_charts_survive_saving_and_are_found_again(offscreen, evaluation, tmp_path):
    scene = offscreen.scene
    evaluation_to_plots(evaluation_to_table(evaluation, scene), scene)
    save_scene(scene, tmp_path / "a.mrb")
    scene.Clear(False)
    load_scene(tmp_path / "a.mrb", scene)
    assert scene.GetNumberOfNodesByClass("vtkMRMLPlotChartNode") == len(CHARTS)
    table = next(
        scene.GetNthNodeByClass(number, "vtkMRMLTableNode")
        for number in range(scene.GetNumberOfNodesByClass("vtkMRMLTableNode"))
        if not scene.GetNthNodeByClass(number, "vtkMRMLTableNode").GetHideFromEditors()
    )
    charts = evaluation_to_plots(table, scene)
    assert scene.GetNumberOfNodesByClass("vtkMRMLPlotChartNode") == len(CHARTS)
    assert bars(chart(charts, "Dice")) == {"bone": 0.5, "left lung": 0.5, "overall": 0.75}


def test_what_holds_no_scores_is_refused(offscreen):
    with pytest.raises(InputError, match="without 'segment'"):
        evaluation_to_plots(offscreen.scene.AddNewNodeByClass("vtkMRMLTableNode", "other"), offscreen.scene)
    with pytest.raises(InputError, match="got none"):
        evaluation_to_plots(None, offscreen.scene)
