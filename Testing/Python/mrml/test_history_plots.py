"""The history of a training as a table and as curves."""

import math

import pytest

from medseg.errors import InputError
from medseg.mrml import history_table, history_to_plots, load_scene, save_scene


def epoch(number, **more):
    """The numbers of one epoch."""
    row = {"epoch": number, "seconds": 1.5, "learning_rate": 1e-3, "train_loss": 1.0 / number, "validation_loss": 1.2 / number}
    return {**row, "accuracy": 1 - 0.1 / number, "dice": 1 - 0.5 / number, **more}


def lines(chart):
    """What a chart draws: points by the name of the line."""
    found = {}
    for number in range(chart.GetNumberOfPlotSeriesNodes()):
        series = chart.GetNthPlotSeriesNode(number)
        table = series.GetTableNode().GetTable()
        across, up = (table.GetColumnByName(name) for name in (series.GetXColumnName(), series.GetYColumnName()))
        found[series.GetName()] = {across.GetValue(row): up.GetValue(row) for row in range(table.GetNumberOfRows())}
    return found


def test_loss_accuracy_and_dice_are_drawn_over_the_epochs(offscreen):
    rows = [epoch(1), epoch(2), epoch(3)]
    loss, accuracy, dice = history_to_plots(rows, offscreen.scene)
    assert [chart.GetTitle() for chart in (loss, accuracy, dice)] == ["Loss", "Accuracy", "Dice"]
    assert lines(loss) == {
        "Training": {1: 1.0, 2: 0.5, 3: pytest.approx(1 / 3)},
        "Validation": {1: 1.2, 2: 0.6, 3: pytest.approx(0.4)},
    }
    assert lines(accuracy) == {"Validation": {1: 0.9, 2: 0.95, 3: pytest.approx(1 - 0.1 / 3)}}
    assert lines(dice) == {"Validation": {1: 0.5, 2: 0.75, 3: pytest.approx(1 - 0.5 / 3)}}
    assert loss.GetXAxisTitle() == "Epoch"


def test_training_and_validation_have_a_line_each_where_both_are_known(offscreen):
    rows = [epoch(1, train_accuracy=0.8, train_dice=0.6), epoch(2, train_accuracy=0.85, train_dice=0.7)]
    loss, accuracy, dice = history_to_plots(rows, offscreen.scene)
    assert lines(accuracy)["Training"] == {1: 0.8, 2: 0.85}
    assert lines(dice) == {"Training": {1: 0.6, 2: 0.7}, "Validation": {1: 0.5, 2: 0.75}}
    colors = {dice.GetNthPlotSeriesNode(number).GetColor() for number in range(2)}
    assert len(colors) == 2
    assert loss.GetLegendVisibility()
    assert [loss.GetNthPlotSeriesNode(number).GetColor() for number in range(2)] == [
        dice.GetNthPlotSeriesNode(number).GetColor() for number in range(2)
    ]


def test_one_more_epoch_makes_the_lines_longer_and_no_new_nodes(offscreen):
    scene = offscreen.scene
    charts = history_to_plots([epoch(1)], scene)
    count = scene.GetNumberOfNodes()
    again = history_to_plots([epoch(1), epoch(2)], scene, history_table(charts))
    assert again == charts
    assert scene.GetNumberOfNodes() == count
    assert list(lines(again[0])["Training"]) == [1, 2]
    assert again[0].GetXAxisRange() == (1.0, 2.0)


def test_charts_keep_their_lines_while_epochs_are_added(offscreen):
    charts = history_to_plots([epoch(1)], offscreen.scene)
    before = [charts[0].GetNthPlotSeriesNode(number) for number in range(2)]
    history_to_plots([epoch(1), epoch(2)], offscreen.scene, history_table(charts))
    assert [charts[0].GetNthPlotSeriesNode(number) for number in range(2)] == before


def test_everything_drawn_stands_in_the_table(offscreen):
    rows = [epoch(1, extra=7.0), epoch(2)]
    charts = history_to_plots(rows, offscreen.scene, name="Run")
    node = history_table(charts)
    assert node.GetName() == "Run"
    table = node.GetTable()
    columns = [table.GetColumnName(number) for number in range(table.GetNumberOfColumns())]
    assert columns == ["epoch", "seconds", "learning_rate", "train_loss", "validation_loss", "accuracy", "dice", "extra"]
    assert node.GetColumnTitle("validation_loss") == "Validation loss"
    assert node.GetLocked()
    assert [table.GetColumnByName("epoch").GetValue(row) for row in range(2)] == [1, 2]
    assert math.isnan(table.GetColumnByName("extra").GetValue(1))


def test_a_number_that_is_none_leaves_a_gap_and_a_line_without_any_is_not_drawn(offscreen):
    nan = math.nan
    rows = [epoch(1, validation_loss=nan, dice=nan), epoch(2, validation_loss=nan), epoch(3, validation_loss=nan)]
    loss, _, dice = history_to_plots(rows, offscreen.scene)
    assert list(lines(loss)) == ["Training"]
    assert math.isnan(lines(dice)["Validation"][1])
    assert lines(dice)["Validation"][2] == 0.75


def test_a_history_without_epochs_is_an_empty_chart(offscreen):
    charts = history_to_plots([], offscreen.scene)
    assert [lines(chart) for chart in charts] == [{}, {}, {}]
    assert charts[0].GetYAxisRange()[1] > 0


def test_the_loss_is_drawn_up_to_its_largest_and_shares_from_0_to_1(offscreen):
    loss, accuracy, dice = history_to_plots([epoch(1, train_loss=3.0), epoch(2)], offscreen.scene)
    assert loss.GetYAxisRange() == (0.0, pytest.approx(3.3))
    assert accuracy.GetYAxisRange() == dice.GetYAxisRange() == (0.0, 1.0)


def test_two_trainings_have_curves_of_their_own(offscreen):
    first = history_to_plots([epoch(1)], offscreen.scene)
    second = history_to_plots([epoch(1), epoch(2)], offscreen.scene)
    assert not set(first) & set(second)
    assert list(lines(first[0])["Training"]) == [1]


def test_charts_that_were_deleted_are_made_again(offscreen):
    scene = offscreen.scene
    charts = history_to_plots([epoch(1)], scene)
    table = history_table(charts)
    scene.RemoveNode(charts[1].GetNthPlotSeriesNode(0))
    scene.RemoveNode(charts[0])
    again = history_to_plots([epoch(1), epoch(2)], scene, table)
    assert lines(again[0])["Training"] == {1: 1.0, 2: 0.5}
    assert list(lines(again[1])["Validation"]) == [1, 2]


def test_curves_survive_saving_and_are_found_again(offscreen, tmp_path):
    scene = offscreen.scene
    history_to_plots([epoch(1), epoch(2)], scene)
    save_scene(scene, tmp_path / "a.mrb")
    scene.Clear(False)
    load_scene(tmp_path / "a.mrb", scene)
    table = scene.GetFirstNodeByClass("vtkMRMLTableNode")
    charts = history_to_plots([epoch(1), epoch(2), epoch(3)], scene, table)
    assert scene.GetNumberOfNodesByClass("vtkMRMLPlotChartNode") == len(charts)
    assert list(lines(charts[2])["Validation"]) == [1, 2, 3]


def test_what_is_no_history_is_refused(offscreen):
    with pytest.raises(InputError, match="number of its epoch"):
        history_to_plots([{"dice": 0.5}], offscreen.scene)
    with pytest.raises(InputError, match="Expected a table node"):
        history_to_plots([], offscreen.scene, offscreen.scene.AddNewNodeByClass("vtkMRMLTextNode", "note"))


def test_one_epoch_is_a_point_and_more_are_a_line(offscreen):
    charts = history_to_plots([epoch(1)], offscreen.scene)
    series = charts[0].GetNthPlotSeriesNode(0)
    assert (series.GetLineStyle(), series.GetMarkerStyle()) == (series.LineStyleNone, series.MarkerStyleCircle)
    history_to_plots([epoch(1), epoch(2)], offscreen.scene, history_table(charts))
    assert series.GetLineStyle() == series.LineStyleSolid
    history_to_plots([epoch(number) for number in range(1, 200)], offscreen.scene, history_table(charts))
    assert series.GetMarkerStyle() == series.MarkerStyleNone
