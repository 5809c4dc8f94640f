"""Finding the nodes of a chart again, so that it is drawn anew instead of a second time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slicer import vtkMRMLNode, vtkMRMLPlotChartNode, vtkMRMLScene, vtkMRMLTableNode

CHART_ATTRIBUTE = "MedSeg.Chart"
SOURCE_ROLE = "medsegScores"


TITLE_SIZE, AXIS_SIZE, LABEL_SIZE = 14, 11, 10
"""Letters of charts that share the window with slices and a table, and have a legend."""


def set_small_letters(chart: "vtkMRMLPlotChartNode") -> None:
    """Let the letters of a chart leave room for its lines in a quarter of the window."""
    chart.SetTitleFontSize(TITLE_SIZE)
    chart.SetAxisTitleFontSize(AXIS_SIZE)
    chart.SetAxisLabelFontSize(LABEL_SIZE)


def find_or_add(kind: str, key: str, source: "vtkMRMLTableNode | None", scene: "vtkMRMLScene") -> "vtkMRMLNode":
    """The node that was made for the same thing and the same table before, else a new one of that name.

    Args:
        kind: Class of the node, such as `vtkMRMLPlotChartNode`.
        key: What it is for.
        source: The table whose numbers are drawn; None for numbers without one.
        scene: The scene that has the node, or gets it.
    """
    wanted = None if source is None else source.GetID()
    for number in range(scene.GetNumberOfNodesByClass(kind)):
        node = scene.GetNthNodeByClass(number, kind)
        if node.GetAttribute(CHART_ATTRIBUTE) == key and node.GetNodeReferenceID(SOURCE_ROLE) == wanted:
            return node
    node = scene.AddNewNodeByClass(kind, key)
    node.SetAttribute(CHART_ATTRIBUTE, key)
    node.SetNodeReferenceID(SOURCE_ROLE, wanted)
    return node
