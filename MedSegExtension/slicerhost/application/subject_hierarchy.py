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
        self._meanwhile: list[Any] = []

        @vtk.calldata_type(vtk.VTK_OBJECT)
        def added(caller: Any, event: str, node: Any) -> None:  # noqa: ARG001  VTK's signature
            self._add(node)
            if scene.IsImporting():
                self._meanwhile.append(node)

        @vtk.calldata_type(vtk.VTK_OBJECT)
        def removed(caller: Any, event: str, node: Any) -> None:  # noqa: ARG001  VTK's signature
            if not scene.IsClosing():
                self._remove(node)

        scene.AddObserver(slicer.vtkMRMLScene.NodeAddedEvent, added, _PRIORITY)
        scene.AddObserver(slicer.vtkMRMLScene.NodeAboutToBeRemovedEvent, removed, _PRIORITY)
        for event in (slicer.vtkMRMLScene.EndImportEvent, slicer.vtkMRMLScene.EndRestoreEvent):
            scene.AddObserver(event, lambda *_: self.complete(), _PRIORITY)

        # closing takes the hierarchy away, and the scene goes on giving out the one that is gone while a script holds it:
        # what is read then would be looked for in it for ever
        scene.AddObserver(slicer.vtkMRMLScene.StartCloseEvent, lambda *_: self._hierarchy().RemoveAllItems(False), _PRIORITY)
        scene.AddObserver(slicer.vtkMRMLScene.EndCloseEvent, lambda *_: self._resolve(), _PRIORITY)
        self._resolve()

    def complete(self) -> None:
        """Give an item to every node that has none; hierarchies that were read join the one of the scene.

        What a node had while it was being read gives way to its place in the hierarchy of the file.
        """
        for node in self._meanwhile:
            self._remove(node)
        self._meanwhile.clear()
        self._resolve()
        for number in range(self._scene.GetNumberOfNodes()):
            self._add(self._scene.GetNthNode(number))

    def _add(self, node: Any) -> None:
        if node.GetHideFromEditors() or not any(node.IsA(name) for name in _SHOWN):
            return
        hierarchy = self._hierarchy()
        if hierarchy is not None and not hierarchy.GetItemByDataNode(node):
            hierarchy.CreateItem(hierarchy.GetSceneItemID(), node)

    def _remove(self, node: Any) -> None:
        if not any(node.IsA(name) for name in _SHOWN):
            return
        hierarchy = self._hierarchy()
        item = hierarchy.GetItemByDataNode(node)
        if item:
            hierarchy.RemoveItem(item, False, False)  # neither the node, which goes by itself, nor what lies below

    def _hierarchy(self) -> Any:
        return slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(self._scene)

    def _resolve(self) -> None:
        slicer.vtkMRMLSubjectHierarchyNode.ResolveSubjectHierarchy(self._scene)
