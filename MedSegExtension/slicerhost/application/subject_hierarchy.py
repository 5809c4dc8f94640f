"""The subject hierarchy's items: slicer-core has the hierarchy, not the plugins that keep it."""

from typing import Any

import slicer
import vtk

# before the displayable managers: they look for a node's item, and walk up for ever where there is none
_PRIORITY = 1000.0
_SHOWN = ("vtkMRMLDisplayableNode", "vtkMRMLTableNode", "vtkMRMLTextNode", "vtkMRMLPlotChartNode", "vtkMRMLSequenceNode")


class SubjectHierarchyPlugins:
    """Gives every node of the scene that people see its item, as Slicer's plugins do.

    Args:
        scene: The scene.
    """

    def __init__(self, scene: Any) -> None:
        self._scene = scene

        @vtk.calldata_type(vtk.VTK_OBJECT)
        def added(caller: Any, event: str, node: Any) -> None:  # noqa: ARG001  VTK's signature
            if not scene.IsImporting() and not scene.IsRestoring():
                self._add(node)

        scene.AddObserver(slicer.vtkMRMLScene.NodeAddedEvent, added, _PRIORITY)
        for event in (slicer.vtkMRMLScene.EndImportEvent, slicer.vtkMRMLScene.EndRestoreEvent):
            scene.AddObserver(event, lambda *_: self.complete(), _PRIORITY)

    def complete(self) -> None:
        """Give an item to every node that has none; hierarchies that were read join the one of the scene."""
        slicer.vtkMRMLSubjectHierarchyNode.ResolveSubjectHierarchy(self._scene)
        for number in range(self._scene.GetNumberOfNodes()):
            self._add(self._scene.GetNthNode(number))

    def _add(self, node: Any) -> None:
        if node.GetHideFromEditors() or not any(node.IsA(name) for name in _SHOWN):
            return
        hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(self._scene)
        if hierarchy is not None and not hierarchy.GetItemByDataNode(node):
            hierarchy.CreateItem(hierarchy.GetSceneItemID(), node)
