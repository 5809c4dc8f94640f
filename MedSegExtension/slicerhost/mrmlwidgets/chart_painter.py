"""From a plot chart node to a VTK chart."""

from typing import Any

import slicer
import vtk

from slicerhost.mrmlwidgets.series_plot import make_plot

BAR_SHARE = 0.75
LETTERS_IN_A_ROW = 40  # what fits below the bars of a chart that fills a quarter of the window
TEXT_COLOR = (0.1, 0.1, 0.1)
GRID_COLOR = (225, 225, 225, 255)
FONTS = {"Arial": "SetFontFamilyToArial", "Times": "SetFontFamilyToTimes", "Courier": "SetFontFamilyToCourier"}


def draw_chart(chart: Any, node: Any) -> list[Any]:
    """Lets a VTK chart show what a plot chart node says; nothing with None.

    Args:
        chart: The vtkChartXY.
        node: The vtkMRMLPlotChartNode, or None.

    Returns:
        The series node of each plot, in the chart's order.
    """
    chart.ClearPlots()
    chart.SetTitle("")
    chart.SetShowLegend(False)
    for axis in (vtk.vtkAxis.LEFT, vtk.vtkAxis.BOTTOM):
        chart.GetAxis(axis).SetVisible(node is not None)
    if node is None:
        return []
    shown = _add_plots(chart, node)
    _write_texts(chart, node)
    _set_up_axes(chart, node)
    chart.RecalculateBounds()
    _label_bars(chart, shown)
    return [series for series, _ in shown]


def _add_plots(chart: Any, node: Any) -> Any:
    shown = []
    for index in range(node.GetNumberOfPlotSeriesNodes()):
        series = node.GetNthPlotSeriesNode(index)
        plot = make_plot(series) if series is not None else None
        if plot is not None:
            chart.AddPlot(plot)
            shown.append((series, plot))
    chart.SetBarWidthFraction(BAR_SHARE)
    return shown


def _write_texts(chart: Any, node: Any) -> None:
    set_font = FONTS.get(node.GetFontType(), "SetFontFamilyToArial")
    chart.SetTitle((node.GetTitle() or "") if node.GetTitleVisibility() else "")
    _write(chart.GetTitleProperties(), set_font, node.GetTitleFontSize())
    chart.SetShowLegend(bool(node.GetLegendVisibility()))
    _write(chart.GetLegend().GetLabelProperties(), set_font, node.GetAxisLabelFontSize())
    titles = (
        (vtk.vtkAxis.BOTTOM, node.GetXAxisTitle(), node.GetXAxisTitleVisibility()),
        (vtk.vtkAxis.LEFT, node.GetYAxisTitle(), node.GetYAxisTitleVisibility()),
    )
    for position, title, visible in titles:
        axis = chart.GetAxis(position)
        axis.SetTitle((title or "") if visible else "")
        _write(axis.GetTitleProperties(), set_font, node.GetAxisTitleFontSize())
        _write(axis.GetLabelProperties(), set_font, node.GetAxisLabelFontSize())


def _write(text: str, set_font: Any, size: Any) -> None:
    getattr(text, set_font)()
    text.SetFontSize(size)
    text.SetColor(*TEXT_COLOR)
    text.SetBold(False)


def _set_up_axes(chart: Any, node: Any) -> None:
    ranges = (
        (vtk.vtkAxis.BOTTOM, node.GetXAxisRangeAuto(), node.GetXAxisRange(), node.GetXAxisLogScale()),
        (vtk.vtkAxis.LEFT, node.GetYAxisRangeAuto(), node.GetYAxisRange(), node.GetYAxisLogScale()),
    )
    for position, automatic, limits, logarithmic in ranges:
        axis = chart.GetAxis(position)
        axis.SetCustomTickPositions(None)
        axis.SetGridVisible(bool(node.GetGridVisibility()))
        axis.GetGridPen().SetColor(*GRID_COLOR)
        axis.SetLogScale(bool(logarithmic))
        if automatic:
            axis.SetBehavior(vtk.vtkAxis.AUTO)
        else:
            axis.SetBehavior(vtk.vtkAxis.FIXED)
            axis.SetRange(*limits)


def _label_bars(chart: Any, shown: bool) -> None:
    """Writes the names of bars below them, if a series names a column of labels."""
    bars = (slicer.vtkMRMLPlotSeriesNode.PlotTypeBar,)
    for series, plot in shown:
        labels = plot.GetIndexedLabels()
        if series.GetPlotType() in bars and labels is not None:
            positions = vtk.vtkDoubleArray()
            for index in range(labels.GetNumberOfValues()):
                positions.InsertNextValue(index)
            axis = chart.GetAxis(vtk.vtkAxis.BOTTOM)
            axis.SetBehavior(vtk.vtkAxis.FIXED)
            axis.SetRange(-0.5, labels.GetNumberOfValues() - 0.5)
            axis.SetCustomTickPositions(positions, _in_two_rows(labels))
            return


def _in_two_rows(labels: Any) -> Any:
    """Names that fit beside each other: where they are too long, a word a line, and every other name one row lower."""
    names = [labels.GetValue(index) for index in range(labels.GetNumberOfValues())]
    if sum(map(len, names)) <= LETTERS_IN_A_ROW:
        return labels
    stacked = [name.replace(" ", "\n") for name in names]
    lower = "\n" * (1 + max(name.count("\n") for name in stacked[::2]))
    rows = vtk.vtkStringArray()
    for index, name in enumerate(stacked):
        rows.InsertNextValue(lower + name if index % 2 else name)
    return rows
