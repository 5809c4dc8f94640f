"""Methods compared, as charts of bars."""

import math
from typing import TYPE_CHECKING

from medseg.mrml.chart import METHOD_COLORS
from medseg.mrml.chart_nodes import find_or_add, set_small_letters
from medseg.mrml.compared_row import ComparedRow
from medseg.mrml.comparison_table import compared_rows, comparison_notes
from medseg.mrml.table_columns import make_column
from medseg.mrml.toolkit import slicer
from medseg.records.metric import Metric
from medseg.records.metrics import COSTS, METRICS

if TYPE_CHECKING:
    from slicer import vtkMRMLPlotChartNode, vtkMRMLPlotSeriesNode, vtkMRMLScene, vtkMRMLTableNode

SEGMENT = "segment"
LEGEND_ROOM = 0.13  # of the height, for each line of the legend, which lies over the bars' upper end
NO_SHARES = ("mm", "%")  # what the titles of such metrics end with

Rows = tuple[ComparedRow, ...]


def comparison_to_bars(table: "vtkMRMLTableNode", scene: "vtkMRMLScene") -> "tuple[vtkMRMLPlotChartNode, ...]":
    """Draw a chart a metric: for each segment a bar a method, in the method's colour.

    What is not defined, or infinite, has no bar. Charts of the same table are drawn anew.

    Args:
        table: What `comparison_to_table` gave.
        scene: The scene that gets the charts, their series and, hidden in lists, the tables of what is drawn.

    Returns:
        The charts, in the order of `medseg.records.metrics.METRICS`.

    Raises:
        InputError: The table holds no comparison.
    """
    rows = compared_rows(table)
    methods = [method["label"] for method in comparison_notes(table)["methods"]]
    return tuple(_draw(number, metric, rows, methods, table, scene) for number, metric in enumerate(METRICS))


def _draw(  # noqa: PLR0917  one metric of all that there is
    number: int, metric: Metric, rows: Rows, methods: list[str], source: "vtkMRMLTableNode", scene: "vtkMRMLScene"
) -> "vtkMRMLPlotChartNode":
    bars = _bars(number, metric, rows, methods)
    table = find_or_add("vtkMRMLTableNode", f"{metric.name} (bars)", source, scene)
    table.SetName(f"{source.GetName()}: {metric.title} (bars)")
    table.SetHideFromEditors(True)
    scopes = list(dict.fromkeys(row.segment for row in rows))[: 1 if metric in COSTS else None]
    _fill(table, [metric.title] if metric in COSTS else scopes, bars)
    chart = find_or_add("vtkMRMLPlotChartNode", metric.name, source, scene)
    chart.SetName(f"{source.GetName()}: {metric.title}")
    changing = chart.StartModify()
    try:
        chart.RemoveAllPlotSeriesNodeIDs()
        for column, method in enumerate(bars):
            series = _series(metric.name, (column, methods.index(method)), method, table, source)
            chart.AddAndObservePlotSeriesNodeID(series.GetID())
        _set_axes(chart, metric, bars)
    finally:
        chart.EndModify(changing)
    return chart


def _bars(number: int, metric: Metric, rows: Rows, methods: list[str]) -> dict[str, list[float]]:
    """Heights by method: of each segment in turn; of costs one. Methods without any number are left out."""
    bars = {method: [row.cells[number].value for row in rows if row.method == method] for method in methods}
    if metric in COSTS:
        bars = {method: values[:1] for method, values in bars.items()}
    plain = {method: [value if math.isfinite(value) else math.nan for value in values] for method, values in bars.items()}
    return {method: values for method, values in plain.items() if not all(map(math.isnan, values))}


def _fill(table: "vtkMRMLTableNode", scopes: list[str], bars: dict[str, list[float]]) -> None:
    changing = table.StartModify()
    try:
        table.RemoveAllColumns()
        table.AddColumn(make_column(SEGMENT, scopes, str))
        for number, (method, values) in enumerate(bars.items()):
            table.AddColumn(make_column(f"bar{number}", values, float))
            table.SetColumnTitle(f"bar{number}", method)
        table.SetUseColumnTitleAsColumnHeader(True)
    finally:
        table.EndModify(changing)


def _series(
    key: str, place: tuple[int, int], method: str, table: "vtkMRMLTableNode", source: "vtkMRMLTableNode"
) -> "vtkMRMLPlotSeriesNode":
    """The bars of one method: the column of the table, and the method's number among all, for its colour."""
    column, number = place
    series = find_or_add("vtkMRMLPlotSeriesNode", f"{key}: {number}", source, source.GetScene())
    series.SetName(method)  # what the legend shows
    series.SetAndObserveTableNodeID(table.GetID())
    series.SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeBar)
    series.SetXColumnName("")  # bars stand side by side
    series.SetYColumnName(f"bar{column}")
    series.SetLabelColumnName(SEGMENT)
    series.SetColor(*METHOD_COLORS[number % len(METHOD_COLORS)])
    return series


def _set_axes(chart: "vtkMRMLPlotChartNode", metric: Metric, bars: dict[str, list[float]]) -> None:
    heights = [value for values in bars.values() for value in values if math.isfinite(value)]
    is_share = not metric.title.endswith(NO_SHARES) and metric not in COSTS
    high = 1.0 if is_share else max([*heights, 1e-3])
    low = min([0.0, *heights])
    chart.SetTitle(f"{metric.title} (best: {metric.better})")
    chart.SetYAxisTitle(metric.title)
    chart.SetXAxisTitleVisibility(False)  # the bars are named
    chart.SetLegendVisibility(True)
    set_small_letters(chart)
    chart.SetYAxisRangeAuto(False)
    chart.SetYAxisRange(low, high + (high - low) * LEGEND_ROOM * max(1, len(bars)))
