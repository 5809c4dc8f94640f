"""From a plot series node to a VTK plot."""

from typing import Any

import slicer
import vtk

MARKERS = {
    "MarkerStyleNone": vtk.VTK_MARKER_NONE,
    "MarkerStyleCross": vtk.VTK_MARKER_CROSS,
    "MarkerStylePlus": vtk.VTK_MARKER_PLUS,
    "MarkerStyleSquare": vtk.VTK_MARKER_SQUARE,
    "MarkerStyleCircle": vtk.VTK_MARKER_CIRCLE,
    "MarkerStyleDiamond": vtk.VTK_MARKER_DIAMOND,
}
LINES = {
    "LineStyleNone": vtk.vtkPen.NO_PEN,
    "LineStyleSolid": vtk.vtkPen.SOLID_LINE,
    "LineStyleDash": vtk.vtkPen.DASH_LINE,
    "LineStyleDot": vtk.vtkPen.DOT_LINE,
    "LineStyleDashDot": vtk.vtkPen.DASH_DOT_LINE,
    "LineStyleDashDotDot": vtk.vtkPen.DASH_DOT_DOT_LINE,
}
WITHOUT_NUMBERS = (vtk.VTK_STRING, vtk.VTK_BIT)


def make_plot(series: Any) -> Any:
    """Makes the plot of a series.

    Args:
        series: The vtkMRMLPlotSeriesNode.

    Returns:
        The vtkPlot; None where the table or a column of numbers is missing.
    """
    table_node = series.GetTableNode()
    table = table_node.GetTable() if table_node is not None else None
    y_column = _column(table, series.GetYColumnName())
    x_column = _column(table, series.GetXColumnName())
    if y_column is None or (series.IsXColumnRequired() and x_column is None):
        return None
    kinds = slicer.vtkMRMLPlotSeriesNode
    is_bar = series.GetPlotType() in (kinds.PlotTypeBar, kinds.PlotTypeScatterBar)
    plot = vtk.vtkPlotBar() if is_bar else vtk.vtkPlotPoints() if _has_no_line(series) else vtk.vtkPlotLine()
    _take_data(plot, series, table)
    _take_looks(plot, series, is_bar)
    return plot


def _column(table: Any, name: str) -> Any:
    """A column of numbers, or None."""
    column = table.GetColumnByName(name) if table is not None and name else None
    return column if column is not None and column.GetDataType() not in WITHOUT_NUMBERS else None


def _has_no_line(series: Any) -> bool:
    return series.GetLineStyle() == slicer.vtkMRMLPlotSeriesNode.LineStyleNone


def _take_data(plot: Any, series: Any, table: Any) -> None:
    labels = table.GetColumnByName(series.GetLabelColumnName()) if series.GetLabelColumnName() else None
    labels = labels if isinstance(labels, vtk.vtkStringArray) else None
    plot.SetIndexedLabels(labels)
    y_name = series.GetYColumnName()
    uses_index = not series.IsXColumnRequired()
    plot.SetUseIndexForXSeries(uses_index)
    plot.SetInputData(table, y_name if uses_index else series.GetXColumnName(), y_name)
    plot.SetLabel(series.GetName() or y_name)
    value = "%y" if uses_index else "(%x, %y)"
    plot.SetTooltipLabelFormat(f"%i: %l = {value}" if labels is not None else f"%l = {value}")


def _take_looks(plot: Any, series: Any, is_bar: bool) -> None:
    plot.SetWidth(series.GetLineWidth())
    color = [round(255 * part) for part in series.GetColor()]
    plot.SetColor(*color, round(255 * series.GetOpacity()))
    if is_bar:
        plot.GetPen().SetLineType(vtk.vtkPen.NO_PEN)
        return
    kinds = slicer.vtkMRMLPlotSeriesNode
    styles = {getattr(kinds, name): style for name, style in LINES.items()}
    markers = {getattr(kinds, name): style for name, style in MARKERS.items()}
    plot.GetPen().SetLineType(styles.get(series.GetLineStyle(), vtk.vtkPen.SOLID_LINE))
    plot.SetMarkerStyle(markers.get(series.GetMarkerStyle(), vtk.VTK_MARKER_NONE))
    plot.SetMarkerSize(series.GetMarkerSize())
