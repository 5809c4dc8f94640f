"""Layouts with a table or a chart beside the slices."""

from typing import Any

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError


def showScores(parameterNode: Any) -> None:
    """Show the scores in a table view.

    Raises:
        InputError: There are no scores.
    """
    table = _scores(parameterNode)
    slicer.app.layoutManager().setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpTableView)
    slicer.app.applicationLogic().GetSelectionNode().SetActiveTableID(table.GetID())
    slicer.app.applicationLogic().PropagateTableSelection()


def showPlots(parameterNode: Any, number: int = 0) -> Any:
    """Show one of the charts of the scores in a plot view, where the others can be chosen.

    Args:
        parameterNode: Has the scores.
        number: Which chart, from 0.

    Returns:
        The charts, one a metric.

    Raises:
        InputError: There are no scores.
    """
    from medseg.mrml import evaluation_to_plots

    charts = evaluation_to_plots(_scores(parameterNode), slicer.mrmlScene)
    slicer.app.layoutManager().setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpPlotView)
    slicer.app.applicationLogic().GetSelectionNode().SetActivePlotChartID(charts[number].GetID())
    slicer.app.applicationLogic().PropagatePlotChartSelection()
    return charts


def _scores(parameterNode: Any) -> Any:
    if parameterNode.scores is None:
        raise InputError(_("Expected scores, got none: evaluate a segmentation first."))
    return parameterNode.scores
