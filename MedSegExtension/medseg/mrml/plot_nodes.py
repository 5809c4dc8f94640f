"""Lines as plot nodes."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from medseg.mrml.chart import METHOD_COLORS
from medseg.mrml.chart_nodes import find_or_add, set_small_letters
from medseg.mrml.table_columns import make_column
from medseg.mrml.toolkit import slicer
from medseg.records import Plot, PlotLine

if TYPE_CHECKING:
    from slicer import vtkMRMLPlotChartNode, vtkMRMLPlotSeriesNode, vtkMRMLScene, vtkMRMLTableNode

LINE_WIDTH = 2
MARK_SIZE, POINT_SIZE = 10, 5
FEW_POINTS = 40  # more marks than that run into each other
LEGEND_ROOM = 0.13  # of the height, for each line of the legend, which lies over the lines' upper end
EDGE = 0.02  # so that a line at an end of an axis is seen

Points = tuple[tuple[float, ...], tuple[float, ...]]


def plots_to_nodes(
    plots: Sequence[Plot], methods: Sequence[str], scene: "vtkMRMLScene", source: "vtkMRMLTableNode"
) -> "tuple[vtkMRMLPlotChartNode, ...]":
    """Draw lines as charts; each has a table with its numbers, which it is drawn from.

    Args:
        plots: The lines.
        methods: All methods that are compared: each has the same colour in all charts, whether others are there or not.
        scene: The scene that gets the charts, their lines and tables.
        source: The table of the comparison; charts of the same plots of it are drawn anew.

    Returns:
        The charts, in the plots' order.
    """
    return tuple(_draw(plot, methods, scene, source) for plot in plots)


def _draw(plot: Plot, methods: Sequence[str], scene: "vtkMRMLScene", source: "vtkMRMLTableNode") -> "vtkMRMLPlotChartNode":
    table = find_or_add("vtkMRMLTableNode", f"{plot.name} (numbers)", source, scene)
    table.SetName(f"{source.GetName()}: {plot.title} (numbers)")
    _fill(table, plot)
    chart = find_or_add("vtkMRMLPlotChartNode", plot.name, source, scene)
    chart.SetName(f"{source.GetName()}: {plot.title}")
    changing = chart.StartModify()
    try:
        chart.RemoveAllPlotSeriesNodeIDs()
        for series in _all_series(plot, methods, source, table):
            chart.AddAndObservePlotSeriesNodeID(series.GetID())
        _set_axes(chart, plot)
    finally:
        chart.EndModify(changing)
    return chart


def _fill(table: "vtkMRMLTableNode", plot: Plot) -> None:
    """A pair of columns a line, of one length: shorter ones end with NaN, which is not drawn."""
    lines = [_points(plot, line) for line in plot.lines]
    rows = max((len(x) for x, _ in lines), default=0)
    changing = table.StartModify()
    try:
        table.RemoveAllColumns()
        for number, (line, (x, y)) in enumerate(zip(plot.lines, lines, strict=True)):
            marks = [math.nan] * len(x)
            if line.marked is not None:
                marks[line.marked] = line.y[line.marked]
            _add(table, f"x{number}", f"{line.label}: {plot.x_label}", x, rows)
            _add(table, f"y{number}", f"{line.label}: {plot.y_label}", y, rows)
            if line.marked is not None:
                _add(table, f"mark{number}", f"{line.label}: its own", marks, rows)
        table.SetUseColumnTitleAsColumnHeader(True)
        table.SetLocked(True)
        table.SetDescription(plot.note)
    finally:
        table.EndModify(changing)


def _add(table: "vtkMRMLTableNode", name: str, title: str, values: Sequence[float], rows: int) -> None:
    table.AddColumn(make_column(name, [*values, *[math.nan] * (rows - len(values))], float))
    table.SetColumnTitle(name, title)


def _points(plot: Plot, line: PlotLine) -> Points:
    """Corners of the steps where steps are drawn."""
    if not plot.is_step or not line.x:
        return line.x, line.y
    end = line.x[-1] + (line.x[-1] - line.x[-2] if len(line.x) > 1 else 1.0)  # the last bin has a width too
    sides = [side for pair in pairwise((*line.x, end)) for side in pair]
    return tuple(sides), tuple(value for value in line.y for _ in range(2))


def _all_series(
    plot: Plot, methods: Sequence[str], source: "vtkMRMLTableNode", table: "vtkMRMLTableNode"
) -> "Iterator[vtkMRMLPlotSeriesNode]":
    kinds = slicer.vtkMRMLPlotSeriesNode
    seen: set[str] = set()
    for number, line in enumerate(plot.lines):
        series = _series(f"{plot.name}: line {number}", f"y{number}", (number, line, methods), table, source)
        is_second = line.method in seen
        seen.add(line.method)
        has_points = len(line.x) <= FEW_POINTS and not plot.is_step
        series.SetLineStyle(kinds.LineStyleDash if is_second else kinds.LineStyleSolid)
        series.SetLineWidth(LINE_WIDTH)
        series.SetMarkerStyle(kinds.MarkerStyleCircle if has_points else kinds.MarkerStyleNone)
        series.SetMarkerSize(POINT_SIZE)
        yield series
        if line.marked is not None:
            mark = _series(f"{plot.name}: mark {number}", f"mark{number}", (number, line, methods), table, source)
            mark.SetName(f"{line.method}: its own bound")
            mark.SetLineStyle(kinds.LineStyleNone)
            mark.SetMarkerStyle(kinds.MarkerStyleCircle)
            mark.SetMarkerSize(MARK_SIZE)
            yield mark


def _series(
    key: str,
    column: str,
    what: tuple[int, PlotLine, Sequence[str]],
    table: "vtkMRMLTableNode",
    source: "vtkMRMLTableNode",
) -> "vtkMRMLPlotSeriesNode":
    number, line, methods = what
    series = find_or_add("vtkMRMLPlotSeriesNode", key, source, source.GetScene())
    series.SetName(line.label)  # what the legend shows
    series.SetAndObserveTableNodeID(table.GetID())
    series.SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeScatter)
    series.SetXColumnName(f"x{number}")
    series.SetYColumnName(column)
    series.SetColor(*METHOD_COLORS[list(methods).index(line.method) % len(METHOD_COLORS)])
    return series


def _set_axes(chart: "vtkMRMLPlotChartNode", plot: Plot) -> None:
    across = [value for line in plot.lines for value in _points(plot, line)[0] if math.isfinite(value)]
    up = [value for line in plot.lines for value in line.y if math.isfinite(value)]
    low, high = (0.0, max(up, default=1.0) or 1.0) if plot.y_from_data else (plot.y_low, 1.0)
    entries = len(plot.lines) + sum(line.marked is not None for line in plot.lines)
    room = EDGE + LEGEND_ROOM * entries
    chart.SetTitle(plot.title)
    chart.SetXAxisTitle(plot.x_label)
    chart.SetYAxisTitle(plot.y_label)
    chart.SetLegendVisibility(True)
    set_small_letters(chart)
    chart.SetXAxisRangeAuto(False)
    if plot.is_share:
        chart.SetXAxisRange(-EDGE, 1.0 + EDGE)
    else:
        chart.SetXAxisRange(min(across, default=0.0), max([*across, min(across, default=0.0) + 1e-3]))
    chart.SetYAxisRangeAuto(False)
    chart.SetYAxisRange(low - (0.0 if plot.y_from_data else EDGE * (high - low)), high + room * (high - low))
