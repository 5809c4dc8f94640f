"""The history of a training in the scene, and before the user's eyes."""

from typing import Any

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError

PLOT_VIEWS = ("PlotView1", "PlotView2", "PlotView3")


def drawHistory(parameterNode: Any, rows: list[dict[str, float]]) -> tuple[Any, ...]:
    """Put the history into the scene, into the table and the charts that are there already.

    Returns:
        The charts: loss, accuracy, Dice.
    """
    from medseg.mrml import history_table, history_to_plots

    charts = history_to_plots(rows, slicer.mrmlScene, parameterNode.trainHistory, _("Training"))
    if parameterNode.trainHistory is None:
        parameterNode.trainHistory = history_table(charts)
    return charts


def showHistory(parameterNode: Any) -> None:
    """Show the charts below the slices.

    Raises:
        InputError: There is no history in the scene.
    """
    if parameterNode.trainHistory is None:
        raise InputError(_("Expected the history of a training, got none: train a network first."))
    charts = drawHistory(parameterNode, tableRows(parameterNode.trainHistory))
    slicer.app.layoutManager().setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutThreeOverThreePlotView)
    views = {node.GetLayoutName(): node for node in slicer.util.getNodesByClass("vtkMRMLPlotViewNode")}
    for name, chart in zip(PLOT_VIEWS, charts, strict=True):
        if name in views:
            views[name].SetPlotChartNodeID(chart.GetID())


def tableRows(tableNode: Any) -> list[dict[str, float]]:
    """The numbers of a table, a dictionary a row."""
    table = tableNode.GetTable()
    columns = [table.GetColumn(number) for number in range(table.GetNumberOfColumns())]
    return [
        {column.GetName(): column.GetValue(row) for column in columns if column.IsNumeric()}
        for row in range(table.GetNumberOfRows())
    ]
