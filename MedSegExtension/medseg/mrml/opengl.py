"""Windows that nobody sees: drawing without a screen."""

import ctypes
import logging
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from medseg.errors import MissingDependencyError
from medseg.optional import require

if TYPE_CHECKING:
    from vtkmodules.vtkRenderingCore import vtkRenderWindow

LOGGER = logging.getLogger(__name__)
CHOICE_VARIABLE = "VTK_DEFAULT_OPENGL_WINDOW"
LIBRARIES = {
    "vtkEGLRenderWindow": ("libEGL.so.1",),
    "vtkOSOpenGLRenderWindow": ("libOSMesa.so.8", "libOSMesa.so.6", "libOSMesa.so"),
    "vtkXOpenGLRenderWindow": ("libGL.so.1", "libX11.so.6"),
}
REMEDY = (
    "Drawing off-screen needs OpenGL, and none was found. On Debian and Ubuntu: apt-get install libegl1 (or libosmesa6). "
    "On Fedora: dnf install mesa-libEGL."
)


def make_offscreen_window(width: int, height: int) -> "vtkRenderWindow":
    """A render window in memory.

    On Linux, EGL and then OSMesa are tried; neither needs a screen. The variable VTK_DEFAULT_OPENGL_WINDOW names another class.

    Args:
        width: Pixels.
        height: Pixels.

    Raises:
        MissingDependencyError: There is no OpenGL to draw with. VTK itself would end the process.
    """
    window: vtkRenderWindow = _window_class()()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)  # with it, translucent surfaces vanish where software draws
    window.SetSize(width, height)
    return window


@cache
def _window_class() -> Callable[[], Any]:
    """The class of windows that works here, tried once."""
    if not sys.platform.startswith("linux"):
        return _checked(require("vtkmodules.vtkRenderingCore", "render").vtkRenderWindow, "vtkRenderWindow")
    classes = require("vtkmodules.vtkRenderingOpenGL2", "render")
    choice = os.environ.get(CHOICE_VARIABLE)
    for name in [choice] if choice else ["vtkEGLRenderWindow", "vtkOSOpenGLRenderWindow"]:
        if hasattr(classes, name) and _is_loadable(name) and _works(getattr(classes, name)):
            LOGGER.debug("Drawing off-screen with %s.", name)
            return getattr(classes, name)  # type: ignore[no-any-return]
    raise MissingDependencyError(REMEDY)


def _checked(window_class: Callable[[], Any], name: str) -> Callable[[], Any]:
    if not _works(window_class):
        raise MissingDependencyError(f"{REMEDY} ({name} does not start.)")
    return window_class


def _is_loadable(name: str) -> bool:
    """Whether the libraries that a class of windows opens at run time are there: where they are not, VTK ends the process."""
    libraries = LIBRARIES.get(name, ())
    if name == "vtkXOpenGLRenderWindow":
        return bool(os.environ.get("DISPLAY")) and all(_loads(library) for library in libraries)
    return not libraries or any(_loads(library) for library in libraries)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _works(window_class: Callable[[], Any]) -> bool:
    """Whether a window of this class gets OpenGL 3.2, asked of one that is thrown away."""
    window = window_class()
    window.SetOffScreenRendering(1)
    return bool(window.SupportsOpenGL())
