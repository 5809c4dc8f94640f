"""Models cut by a slice, drawn only when there are any."""

from typing import Any

import slicer
import vtk

from slicerhost.views.guard import guarded

MANAGER = "vtkMRMLModelSliceDisplayableManager"


class SliceModels:
    """Slicer's manager of models in slices, in a group of its own.

    It asks for a new frame whenever any slice moves, since the slices themselves are models in 3D. Its requests are passed on
    where a model can be seen in slices: otherwise each step through one view would draw all of them.

    Args:
        view: The slice view.
    """

    def __init__(self, view: Any) -> None:
        self._view = view
        self._were_visible = False
        self._group = slicer.vtkMRMLDisplayableManagerGroup()
        self._group.SetRenderer(view.renderer())
        self._manager = self._group.InstantiateDisplayableManager(MANAGER)
        self._manager.SetMRMLApplicationLogic(slicer.app.applicationLogic())
        self._group.AddDisplayableManager(self._manager)
        self._group.AddObserver(vtk.vtkCommand.UpdateEvent, self._on_update)

    def manager(self, name: str = MANAGER) -> Any:
        """The manager; None where another is asked for by name."""
        return self._manager if name == MANAGER else None

    def set_node(self, node: Any) -> None:
        """Draw for this slice view node."""
        self._group.SetMRMLDisplayableNode(node)

    @guarded
    def _on_update(self, *_: Any) -> None:
        visible = _are_intersections_visible() or _are_models_visible()
        if visible or self._were_visible:
            self._view.scheduleRender()
        self._were_visible = visible


def _are_intersections_visible() -> bool:
    logic = slicer.app.applicationLogic()
    return bool(logic.GetIntersectingSlicesEnabled(logic.IntersectingSlicesVisibility))


def _are_models_visible() -> bool:
    nodes = slicer.mrmlScene.GetNodesByClass("vtkMRMLModelDisplayNode")
    displays = (nodes.GetItemAsObject(index) for index in range(nodes.GetNumberOfItems()))
    return any(
        display.GetVisibility() and display.GetVisibility2D() and not slicer.vtkMRMLSliceLogic.IsSliceModelDisplayNode(display)
        for display in displays
    )
