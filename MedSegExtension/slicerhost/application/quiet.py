"""Silence for what VTK would print."""

from collections.abc import Iterator
from contextlib import contextmanager

import vtk


@contextmanager
def quiet() -> Iterator[None]:
    """Let VTK print nothing meanwhile."""
    shown = vtk.vtkObject.GetGlobalWarningDisplay()
    vtk.vtkObject.SetGlobalWarningDisplay(0)
    try:
        yield
    finally:
        vtk.vtkObject.SetGlobalWarningDisplay(shown)
