"""The history of a training as a table and as curves."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.mrml.chart import BLUE, ORANGE, Chart
from medseg.mrml.chart_nodes import SOURCE_ROLE, find_or_add
from medseg.mrml.table_columns import make_column
from medseg.mrml.toolkit import slicer

if TYPE_CHECKING:
    from slicer import vtkMRMLPlotChartNode, vtkMRMLPlotSeriesNode, vtkMRMLScene, vtkMRMLTableNode

EPOCH = "epoch"
LOSS = Chart("Loss", (("train_loss", "Training"), ("validation_loss", "Validation")))
HISTORY_CHARTS = (
    LOSS,
    Chart("Accuracy", (("train_accuracy", "Training"), ("accuracy", "Validation"))),
    Chart("Dice", (("train_dice", "Training"), ("dice", "Validation"))),
)
COLUMN_TITLES = {
    "epoch": "Epoch",
    "seconds": "Time (s)",
    "learning_rate": "Learning rate",
    "train_loss": "Training loss",
    "validation_loss": "Validation loss",
    "train_accuracy": "Training accuracy",
    "accuracy": "Validation accuracy",
    "train_dice": "Training Dice",
    "dice": "Validation Dice",
}
COLORS = {"Training": BLUE, "Validation": ORANGE}
LINE_WIDTH = 2
MARK_SIZE = 5
FEW_EPOCHS = 40  # more marks than that run into each other
HEADROOM = 1.1


def history_to_plots(
    rows: Sequence[Mapping[str, float]],
    scene: "vtkMRMLScene",
    table: "vtkMRMLTableNode | None" = None,
    name: str = "Training",
) -> "tuple[vtkMRMLPlotChartNode, ...]":
    """Draw the history of a training: a chart of the loss, one of the accuracy, one of the Dice, over the epochs.

    All numbers are put into a table, and the lines are drawn from it, so that nothing is drawn that the scene does not hold. A
    table that was drawn before keeps its charts, which follow it. A number that is not finite leaves a gap; a line without any
    number is not drawn.

    Args:
        rows: For each epoch its numbers by name: `epoch`, from 1, and any of `seconds`, `learning_rate`, `train_loss`,
            `validation_loss`, `train_accuracy`, `accuracy`, `train_dice`, `dice`, the last two pairs from 0 to 1. Others are kept
            in the table. May be empty.
        scene: The scene that gets the table, the charts and their lines.
        table: The table of an earlier call, whose content is replaced. Default: a new one.
        name: Name of a new table, and first word of the charts' titles.

    Returns:
        The charts, in the order of `HISTORY_CHARTS`. Each line names the table.

    Raises:
        InputError: The node is no table, or a row has no epoch.
    """
    if table is None:
        table = scene.AddNewNodeByClass("vtkMRMLTableNode", name)
    elif not table.IsA("vtkMRMLTableNode"):
        raise InputError(f"Expected a table node, got {table.GetName()!r}: choose a table.")
    if any(EPOCH not in row for row in rows):
        raise InputError("Expected the number of its epoch in each row of a history, got a row without: train again.")
    columns = {key: [float(row.get(key, math.nan)) for row in rows] for key in _names(rows)}
    _fill(table, columns)
    return tuple(_draw(chart, columns, table, scene, name) for chart in HISTORY_CHARTS)


def history_table(charts: "Sequence[vtkMRMLPlotChartNode]") -> "vtkMRMLTableNode":
    """The table that the charts of a history are drawn from."""
    table: vtkMRMLTableNode = charts[0].GetNodeReference(SOURCE_ROLE)
    return table


def _names(rows: Sequence[Mapping[str, float]]) -> list[str]:
    """All names in the rows, the known ones first and in their order."""
    found = dict.fromkeys(name for row in rows for name in row)
    return [*(name for name in COLUMN_TITLES if name in found), *(name for name in found if name not in COLUMN_TITLES)]


def _fill(table: "vtkMRMLTableNode", columns: Mapping[str, list[float]]) -> None:
    changing = table.StartModify()
    try:
        table.RemoveAllColumns()
        for name, values in columns.items():
            table.AddColumn(make_column(name, values, int if name == EPOCH else float))
            table.SetColumnTitle(name, COLUMN_TITLES.get(name, name))
        table.SetUseColumnTitleAsColumnHeader(True)
        table.SetLocked(True)  # table views would let users type over the history
    finally:
        table.EndModify(changing)


def _draw(
    chart: Chart, columns: Mapping[str, list[float]], table: "vtkMRMLTableNode", scene: "vtkMRMLScene", name: str
) -> "vtkMRMLPlotChartNode":
    node = find_or_add("vtkMRMLPlotChartNode", f"{name}: {chart.title}", table, scene)
    lines = [(column, title) for column, title in chart.columns if any(map(math.isfinite, columns.get(column, [])))]
    epochs = columns.get(EPOCH, [])
    changing = node.StartModify()
    try:
        _take_lines(node, [_line(f"{chart.title}: {title}", column, table, scene) for column, title in lines])
        _set_axes(node, chart, [columns[column] for column, _ in lines], epochs)
    finally:
        node.EndModify(changing)
    return node


def _line(key: str, column: str, table: "vtkMRMLTableNode", scene: "vtkMRMLScene") -> "vtkMRMLPlotSeriesNode":
    """One line, with marks while there are few epochs; one epoch is a mark alone, because VTK complains of lines of one point."""
    kinds = slicer.vtkMRMLPlotSeriesNode
    title = key.rpartition(": ")[2]
    series = find_or_add("vtkMRMLPlotSeriesNode", key, table, scene)
    series.SetName(title)  # what the legend shows
    series.SetAndObserveTableNodeID(table.GetID())
    series.SetPlotType(kinds.PlotTypeScatter)
    series.SetXColumnName(EPOCH)
    series.SetYColumnName(column)
    epochs = table.GetNumberOfRows()
    series.SetLineStyle(kinds.LineStyleSolid if epochs > 1 else kinds.LineStyleNone)
    series.SetLineWidth(LINE_WIDTH)
    series.SetMarkerStyle(kinds.MarkerStyleCircle if epochs <= FEW_EPOCHS else kinds.MarkerStyleNone)
    series.SetMarkerSize(MARK_SIZE)
    series.SetColor(*COLORS[title])
    return series


def _take_lines(node: "vtkMRMLPlotChartNode", lines: "list[vtkMRMLPlotSeriesNode]") -> None:
    """Let a chart have these lines; one that has them already is left alone, so that its view is not built anew."""
    wanted = [line.GetID() for line in lines]
    if [node.GetNthPlotSeriesNodeID(number) for number in range(node.GetNumberOfPlotSeriesNodes())] != wanted:
        node.RemoveAllPlotSeriesNodeIDs()
        for identifier in wanted:
            node.AddAndObservePlotSeriesNodeID(identifier)


def _set_axes(node: "vtkMRMLPlotChartNode", chart: Chart, lines: list[list[float]], epochs: list[float]) -> None:
    heights = [value for line in lines for value in line if math.isfinite(value)]
    node.SetTitle(chart.title)
    node.SetXAxisTitle("Epoch")
    node.SetYAxisTitle(chart.title)
    node.SetYAxisTitleVisibility(False)  # the chart's title says it
    node.SetLegendVisibility(chart is LOSS and len(lines) > 1)  # shares end near 1, under the legend; their colours are the same
    node.SetXAxisRangeAuto(False)
    node.SetXAxisRange(1.0, max([2.0, *epochs]))
    node.SetYAxisRangeAuto(False)
    node.SetYAxisRange(0.0, HEADROOM * max(heights, default=1.0) or 1.0 if chart is LOSS else 1.0)
