"""The subject hierarchy's items: slicer-core has the hierarchy, not the plugins that keep it."""

from typing import Any

import slicer
import vtk


class SubjectHierarchyPlugins:
    """Gives every node of the scene that people see its item, as Slicer's plugins do."""

    def __init__(self, scene: Any) -> None:
        self._scene = scene

        @vtk.calldata_type(vtk.VTK_OBJECT)
        def added(caller: Any, event: str, node: Any) -> None:  # noqa: ARG001  VTK's signature
            self._add(node)

        @vtk.calldata_type(vtk.VTK_OBJECT)
        def removed(caller: Any, event: str, node: Any) -> None:  # noqa: ARG001  VTK's signature
            self._remove(node)

        self._tags = [
            scene.AddObserver(slicer.vtkMRMLScene.NodeAddedEvent, added),
            scene.AddObserver(slicer.vtkMRMLScene.NodeAboutToBeRemovedEvent, removed),
        ]

    def _add(self, node: Any) -> None:
        if not self._is_shown(node):
            return
        hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(self._scene)
        if hierarchy is not None and not hierarchy.GetItemByDataNode(node):
            hierarchy.CreateItem(hierarchy.GetSceneItemID(), node)

    def _remove(self, node: Any) -> None:
        """Take a node's item away with it; a new node may stand at its address in memory."""
        if node.IsA("vtkMRMLSubjectHierarchyNode") or not self._is_shown(node):
            return
        hierarchy = self._scene.GetFirstNodeByClass("vtkMRMLSubjectHierarchyNode")
        item = 0 if hierarchy is None else hierarchy.GetItemByDataNode(node)
        if item:
            hierarchy.RemoveItem(item, False, False)

    def _is_shown(self, node: Any) -> bool:
        if node.GetHideFromEditors() or self._scene.IsImporting():
            return False
        return node.IsA("vtkMRMLDisplayableNode") or node.IsA("vtkMRMLTableNode") or node.IsA("vtkMRMLTextNode")
