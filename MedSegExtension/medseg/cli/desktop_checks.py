"""Whether a window can be opened here, asked before Qt would end the process."""

import importlib
import os
import sys
from importlib.util import find_spec

from medseg.errors import MissingDependencyError
from medseg.optional import require

EXTRA = "desktop"
PLATFORM_VARIABLE = "QT_QPA_PLATFORM"
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY")
OFFSCREEN = "offscreen"


def check_desktop(needs_display: bool) -> None:
    """Check that Qt and Slicer's libraries are installed and work, and that there is a display where one is needed.

    Without a display, and where none is needed, Qt is told to draw in memory.

    Args:
        needs_display: A person shall see the window.

    Raises:
        MissingDependencyError: Something is missing; the message says what to do.
    """
    require("slicer_core", EXTRA)
    _check_qt()
    if _has_display():
        return
    if needs_display:
        raise MissingDependencyError(
            "Expected a display to open a window on, found none: run it on a desktop (over ssh: `ssh -X`), "
            "or write a picture with --screenshot FILE.png, which needs none."
        )
    os.environ[PLATFORM_VARIABLE] = OFFSCREEN


def _check_qt() -> None:
    if find_spec("PySide6") is None:
        raise MissingDependencyError(
            f"This needs the package 'PySide6', which is not installed. Install it with: pip install \"medseg[{EXTRA}]\""
        )
    try:
        importlib.import_module("slicerhost.pythonqt")  # which says how Qt is to be imported
    except ImportError as error:  # the wheel links to libraries of the system
        raise MissingDependencyError(
            f"PySide6 is installed and does not load: {error}. "
            "On Debian and Ubuntu: apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libxcb-cursor0."
        ) from error


def _has_display() -> bool:
    if os.environ.get(PLATFORM_VARIABLE) or not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in DISPLAY_VARIABLES)
