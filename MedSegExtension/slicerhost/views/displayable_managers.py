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
    for name in names:
        if hasattr(slicer, name) and not factory.IsDisplayableManagerRegistered(name):
            factory.RegisterDisplayableManager(name)
    group = slicer.vtkMRMLDisplayableManagerGroup()
    group.SetRenderer(view.renderer())
    group.Initialize(factory, view.renderer())
    group.AddObserver(vtk.vtkCommand.UpdateEvent, view.scheduleRender)
    return group
