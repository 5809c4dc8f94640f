"""All nodes of a comparison: found from its table, so that they are known again in a scene that was loaded."""

from typing import TYPE_CHECKING, Any

from medseg.mrml.chart_nodes import SOURCE_ROLE
from medseg.mrml.toolkit import slicer

if TYPE_CHECKING:
    from slicer import vtkMRMLNode, vtkMRMLScene, vtkMRMLSegmentationNode, vtkMRMLTableNode, vtkMRMLVolumeNode

METHOD_ROLE = "medsegMethod"
"""With a method's number behind it: the table's reference to what the method made."""

AGREEMENT_ROLE = "medsegAgreement"
"""With a method's number behind it: the table's reference to where the method agrees with the reference."""

REFERENCE_ROLE = "medsegReference"
IMAGE_ROLE = "medsegImage"
FOLDER_ATTRIBUTE = "MedSeg.Comparison"
LISTED = ("vtkMRMLTableNode", "vtkMRMLSegmentationNode", "vtkMRMLPlotChartNode")


def set_method_node(table: "vtkMRMLTableNode", number: int, node: "vtkMRMLSegmentationNode", *, is_made: bool) -> None:
    """Let a table know what a method made.

    Args:
        table: The table of the comparison.
        number: The method's number, from 0.
        node: Its segmentation.
        is_made: Whether the comparison made it; one that was there before is not removed with the comparison.
    """
    table.SetNodeReferenceID(f"{METHOD_ROLE}{number}", node.GetID())
    if is_made:
        belong_to(node, table)


def method_node(table: "vtkMRMLTableNode", number: int) -> "vtkMRMLSegmentationNode | None":
    """What a method made; None where it made nothing, or it was deleted."""
    node: vtkMRMLSegmentationNode | None = table.GetNodeReference(f"{METHOD_ROLE}{number}")
    return node


def set_agreement_node(table: "vtkMRMLTableNode", number: int, node: "vtkMRMLSegmentationNode") -> None:
    """Let a table know where a method, by its number from 0, agrees with the reference; removed with the comparison."""
    table.SetNodeReferenceID(f"{AGREEMENT_ROLE}{number}", node.GetID())
    belong_to(node, table)


def agreement_node(table: "vtkMRMLTableNode", number: int) -> "vtkMRMLSegmentationNode | None":
    """Where a method agrees with the reference; None where that was not shown yet, or was deleted."""
    node: vtkMRMLSegmentationNode | None = table.GetNodeReference(f"{AGREEMENT_ROLE}{number}")
    return node


def belong_to(node: "vtkMRMLNode", table: "vtkMRMLTableNode") -> None:
    """Let a node be removed with a comparison."""
    node.SetNodeReferenceID(SOURCE_ROLE, table.GetID())


def comparison_nodes(table: "vtkMRMLTableNode") -> "tuple[vtkMRMLNode, ...]":
    """The nodes that a comparison made, but the table: segmentations, charts, their lines and tables."""
    scene = table.GetScene()
    nodes = (scene.GetNthNode(number) for number in range(scene.GetNumberOfNodes()))
    return tuple(node for node in nodes if node.GetNodeReferenceID(SOURCE_ROLE) == table.GetID())


def gather(table: "vtkMRMLTableNode", image_node: "vtkMRMLVolumeNode") -> None:
    """Put what a comparison made, and people look at, into a folder of the subject hierarchy, beside the image."""
    scene = table.GetScene()
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
    folder = _folder(table, image_node, hierarchy)
    for node in filter(_is_listed, (table, *comparison_nodes(table))):
        item = hierarchy.GetItemByDataNode(node) or hierarchy.CreateItem(folder, node)
        if hierarchy.GetItemParent(item) != folder:
            hierarchy.SetItemParent(item, folder)


def _is_listed(node: "vtkMRMLNode") -> bool:
    """Whether the hierarchy has a kind of its own for a node; lines of charts it knows none for."""
    return not node.GetHideFromEditors() and any(map(node.IsA, LISTED))


def _folder(table: "vtkMRMLTableNode", image_node: "vtkMRMLVolumeNode", hierarchy: Any) -> int:
    """The folder that the table lies in, or a new one."""
    item, top = hierarchy.GetItemByDataNode(table), hierarchy.GetSceneItemID()
    parent = hierarchy.GetItemParent(item) if item else 0
    if parent and hierarchy.GetItemAttribute(parent, FOLDER_ATTRIBUTE):
        return int(parent)
    image = hierarchy.GetItemByDataNode(image_node) or hierarchy.CreateItem(top, image_node)
    folder = int(hierarchy.CreateFolderItem(hierarchy.GetItemParent(image), table.GetName()))
    hierarchy.SetItemAttribute(folder, FOLDER_ATTRIBUTE, "1")
    hierarchy.SetItemExpanded(folder, False)
    return folder


def comparison_charts(table: "vtkMRMLTableNode") -> "tuple[vtkMRMLNode, ...]":
    """The charts of a comparison, in the order in which they were made."""
    return tuple(node for node in comparison_nodes(table) if node.IsA("vtkMRMLPlotChartNode"))


def remove_comparison(table: "vtkMRMLTableNode", scene: "vtkMRMLScene") -> None:
    """Remove all that a comparison made, its table last."""
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
    folder = hierarchy.GetItemParent(hierarchy.GetItemByDataNode(table)) if hierarchy.GetItemByDataNode(table) else 0
    for node in comparison_nodes(table):
        _remove(node, scene)
    _remove(table, scene)
    if folder and hierarchy.GetItemAttribute(folder, FOLDER_ATTRIBUTE) and not hierarchy.GetNumberOfItemChildren(folder):
        hierarchy.RemoveItem(folder)


def _remove(node: Any, scene: "vtkMRMLScene") -> None:
    if node.GetScene() is not scene:
        return
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
    item = hierarchy.GetItemByDataNode(node)
    if item:
        hierarchy.RemoveItem(item, False, False)
    for storage in _own_nodes(node):
        scene.RemoveNode(storage)
    scene.RemoveNode(node)


def _own_nodes(node: Any) -> list[Any]:
    """What was made along with a node: how it is shown, and where it is stored."""
    own = [node.GetNthDisplayNode(number) for number in range(node.GetNumberOfDisplayNodes())] if _is_shown(node) else []
    storage = node.GetStorageNode() if hasattr(node, "GetStorageNode") else None
    return [one for one in (*own, storage) if one is not None]


def _is_shown(node: Any) -> bool:
    return bool(node.IsA("vtkMRMLDisplayableNode"))
