"""Finding the nodes of a chart again, so that it is drawn anew instead of a second time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slicer import vtkMRMLNode, vtkMRMLScene, vtkMRMLTableNode

CHART_ATTRIBUTE = "MedSeg.Chart"
SOURCE_ROLE = "medsegScores"


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
