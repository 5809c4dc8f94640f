"""Render windows in memory, which need no screen."""

import ctypes
import os
import sys
from functools import cache
from typing import Any

import vtk

from slicerhost.errors import HostError

CHOICE_VARIABLE = "VTK_DEFAULT_OPENGL_WINDOW"
CLASSES = {
    "vtkEGLRenderWindow": ("libEGL.so.1",),
    "vtkOSOpenGLRenderWindow": ("libOSMesa.so.8", "libOSMesa.so.6", "libOSMesa.so"),
}


def make_window() -> vtk.vtkRenderWindow:
    """A render window in memory.

    On Linux, EGL and then OSMesa are taken, as neither asks for an X server; elsewhere VTK's own choice.
    The variable VTK_DEFAULT_OPENGL_WINDOW names another class.

    Raises:
        HostError: There is nothing to draw with. VTK alone would end the process.
    """
    window = _window_class()()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)  # with it, translucent surfaces vanish where software draws
    return window


@cache
def _window_class() -> Any:
    names = [os.environ[CHOICE_VARIABLE]] if CHOICE_VARIABLE in os.environ else _candidates()
    for name in names:
        found = getattr(vtk, name, None)
        if found is not None and _is_loadable(name) and _works(found):
            return found
    raise HostError(
        "Expected OpenGL 3.2 to draw the views, found none. On Debian and Ubuntu: apt-get install libegl1 (or libosmesa6); "
        "on Fedora: dnf install mesa-libEGL; elsewhere: install a graphics driver."
    )


def _candidates() -> list[str]:
    return list(CLASSES) if sys.platform.startswith("linux") else ["vtkRenderWindow"]


def _is_loadable(name: str) -> bool:
    """Whether the library that this class opens at run time is there: without it, VTK ends the process."""
    libraries = CLASSES.get(name, ())
    return not libraries or any(_loads(library) for library in libraries)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _works(window_class: Any) -> bool:
    window = window_class()
    window.SetOffScreenRendering(1)
    return bool(window.SupportsOpenGL())
