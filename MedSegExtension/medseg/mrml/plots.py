"""Scores as charts."""

import math
from typing import TYPE_CHECKING

from medseg.errors import InputError
from medseg.mrml.chart import CHARTS, COLORS, Chart
from medseg.mrml.chart_nodes import find_or_add
from medseg.mrml.table_columns import make_column
from medseg.mrml.toolkit import slicer
from medseg.records import Evaluation

if TYPE_CHECKING:
    from slicer import vtkMRMLPlotChartNode, vtkMRMLPlotSeriesNode, vtkMRMLScene, vtkMRMLTableNode

SEGMENT = "segment"
HEADROOM = (1.1, 1.3)  # of the highest bar, without and with a legend over it

Rows = dict[str, list[str | float]]
"""Values by the name of their column."""


def evaluation_to_plots(source: "Evaluation | vtkMRMLTableNode", scene: "vtkMRMLScene") -> "tuple[vtkMRMLPlotChartNode, ...]":
    """Draw scores as charts of bars, one a metric: Dice and other shares on a scale from 0 to 1, distances in mm, volumes in ml.

    Scores of the same table, and those without a table, are drawn into the charts that are there already. A number that is not
    defined, or infinite, has no bar.

    Args:
        source: The scores, or the table that `evaluation_to_table` made of them.
        scene: The scene that gets the charts, with a series for each kind of bar and a table, hidden in lists, of what is drawn.

    Returns:
        The charts, in the order of `medseg.mrml.chart.CHARTS`.

    Raises:
        InputError: The table holds no scores.
    """
    table = None if isinstance(source, Evaluation) else source
    rows = _rows_of_evaluation(source) if isinstance(source, Evaluation) else _rows_of_table(source)
    return tuple(_draw(chart, rows, table, scene) for chart in CHARTS)


def _rows_of_evaluation(evaluation: Evaluation) -> Rows:
    names = [SEGMENT, *_columns()]
    return {name: [getattr(row, name) for row in evaluation.rows] for name in names}


def _rows_of_table(node: "vtkMRMLTableNode") -> Rows:
    if node is None or not node.IsA("vtkMRMLTableNode"):
        raise InputError("Expected scores to draw, got none: evaluate a segmentation first.")
    table = node.GetTable()
    missing = [name for name in (SEGMENT, *_columns()) if table.GetColumnByName(name) is None]
    if missing:
        raise InputError(f"Expected a table of scores, got {node.GetName()!r} without {missing[0]!r}: choose another table.")
    count = table.GetNumberOfRows()
    rows: Rows = {SEGMENT: [table.GetValueByName(row, SEGMENT).ToString() for row in range(count)]}
    return rows | {name: [table.GetValueByName(row, name).ToDouble() for row in range(count)] for name in _columns()}


def _columns() -> list[str]:
    return [column for chart in CHARTS for column, _ in chart.columns]


def _draw(chart: Chart, rows: Rows, scores: "vtkMRMLTableNode | None", scene: "vtkMRMLScene") -> "vtkMRMLPlotChartNode":
    node = find_or_add("vtkMRMLPlotChartNode", chart.title, scores, scene)
    table = find_or_add("vtkMRMLTableNode", f"{chart.title} (bars)", scores, scene)
    table.SetHideFromEditors(True)
    drawn = _drawn(chart, rows)
    _fill(table, drawn)
    changing = node.StartModify()
    try:
        node.RemoveAllPlotSeriesNodeIDs()
        for (column, title), color in zip(chart.columns, COLORS, strict=False):
            series = find_or_add("vtkMRMLPlotSeriesNode", f"{chart.title}: {title}", scores, scene)
            series.SetName(title)  # what the legend shows
            _style(series, table, column, color)
            node.AddAndObservePlotSeriesNodeID(series.GetID())
        _set_axes(node, chart, drawn)
    finally:
        node.EndModify(changing)
    return node


def _drawn(chart: Chart, rows: Rows) -> Rows:
    """The rows that have a bar: at least one of their numbers is one that can be drawn."""
    names = [column for column, _ in chart.columns]
    kept = [row for row in range(len(rows[SEGMENT])) if all(math.isfinite(float(rows[name][row])) for name in names)]
    return {name: [rows[name][row] for row in kept] for name in (SEGMENT, *names)}


def _fill(table: "vtkMRMLTableNode", drawn: Rows) -> None:
    changing = table.StartModify()
    try:
        table.RemoveAllColumns()
        for name, values in drawn.items():
            table.AddColumn(make_column(name, values, str if name == SEGMENT else float))
    finally:
        table.EndModify(changing)


def _style(series: "vtkMRMLPlotSeriesNode", table: "vtkMRMLTableNode", column: str, color: tuple[float, float, float]) -> None:
    series.SetAndObserveTableNodeID(table.GetID())
    series.SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeBar)
    series.SetXColumnName("")  # bars stand side by side
    series.SetYColumnName(column)
    series.SetLabelColumnName(SEGMENT)
    series.SetColor(*color)


def _set_axes(node: "vtkMRMLPlotChartNode", chart: Chart, drawn: Rows) -> None:
    node.SetTitle(chart.title)
    node.SetYAxisTitle(chart.axis)
    node.SetXAxisTitleVisibility(False)  # the bars are named
    has_legend = len(chart.columns) > 1
    node.SetLegendVisibility(has_legend)
    heights = [float(value) for name, _ in chart.columns for value in drawn[name]]
    node.SetYAxisRangeAuto(False)
    node.SetYAxisRange(0.0, 1.0 if not chart.unit else max([*heights, 1e-3]) * HEADROOM[has_legend])
