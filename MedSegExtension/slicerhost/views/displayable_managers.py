"""Slicer's displayable managers, which fill a view with what the scene holds."""

from collections.abc import Sequence
from typing import Any

import slicer
import vtk


def fill(view: Any, factory: Any, names: Sequence[str], application_logic: Any) -> Any:
    """Let displayable managers draw into a view, and draw the view when they ask for it.

    Args:
        view: Has `renderer()` and `scheduleRender()`.
        factory: Slicer's factory for this kind of view.
        names: Classes of managers beside those that modules registered already.
        application_logic: Joins the logics.

    Returns:
        The group of managers.
    """
    factory.SetMRMLApplicationLogic(application_logic)
    group = slicer.vtkMRMLDisplayableManagerGroup()
    group.SetRenderer(view.renderer())
    group.Initialize(factory, view.renderer())
    for name in names:  # not registered with the factory, which is shared with all other views of the process
        if group.GetDisplayableManagerByClassName(name) is None:
            manager = group.InstantiateDisplayableManager(name)
            manager.SetMRMLApplicationLogic(application_logic)
            group.AddDisplayableManager(manager)
    group.AddObserver(vtk.vtkCommand.UpdateEvent, view.scheduleRender)
    return group
