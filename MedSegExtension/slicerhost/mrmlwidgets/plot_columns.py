"""Makes a plot of columns of a table."""

from typing import Any

import slicer

from slicerhost.mrmlwidgets.scene_nodes import nodes_of_class

RANDOM_COLORS = "vtkMRMLColorTableNodeRandom"


def plot_columns(table_node: Any, columns: Any) -> Any:
    """Adds a chart with a line for each column of numbers, and shows it in the plot views of the scene.

    Args:
        table_node: The table node, which is in a scene.
        columns: The columns' indexes; those without numbers are left out.

    Returns:
        The chart node, or None where no column has numbers.
    """
    scene = table_node.GetScene()
    table = table_node.GetTable()
    numeric = [column for column in columns if table.GetColumn(column).IsNumeric()]
    if scene is None or not numeric:
        return None
    chart = scene.AddNewNodeByClass("vtkMRMLPlotChartNode", f"{table_node.GetName()} plot")
    for column in numeric:
        name = table.GetColumnName(column)
        series = scene.AddNewNodeByClass("vtkMRMLPlotSeriesNode", name)
        series.SetAndObserveTableNodeID(table_node.GetID())
        series.SetYColumnName(name)
        series.SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeLine)
        if scene.GetNodeByID(RANDOM_COLORS) is not None:
            series.SetUniqueColor()
        chart.AddAndObservePlotSeriesNodeID(series.GetID())
    for view in nodes_of_class(scene, "vtkMRMLPlotViewNode"):
        view.SetPlotChartNodeID(chart.GetID())
    return chart
