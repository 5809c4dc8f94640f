"""Whose code asks: a script, the host's own stand-ins, or code written for PySide6.

Scripts see what PythonQt would show them. The host needs the other side of its own stand-ins, and libraries
written for PySide6 (VTK's own Qt bridge) call getters as methods.
"""

import sys
from functools import lru_cache
from types import FrameType

_BINDING = "slicerhost.pythonqt"
_NATIVE = ("PySide6", "shiboken6", "shibokensupport", "vtkmodules.qt")


@lru_cache(maxsize=4096)
def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def caller_name(frame: FrameType | None = None) -> str:
    """Name of the module of the nearest caller that is not this binding itself."""
    frame = frame or sys._getframe(1)
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if not _within(name, (_BINDING,)):
            return name
        frame = frame.f_back
    return ""


def calls_directly(frame: FrameType) -> bool:
    """Whether a frame is the binding's or the host's own, or written for PySide6."""
    return is_trusted(str(frame.f_globals.get("__name__", "")))


def is_native(name: str) -> bool:
    """Whether a module is written for PySide6 and expects its manners."""
    return _within(name, _NATIVE)


def is_host(name: str) -> bool:
    """Whether a module belongs to the host, which may look behind its own stand-ins."""
    return _within(name, ("slicerhost",))


def is_trusted(name: str) -> bool:
    """Whether a module is spared the rules for scripts."""
    return is_host(name) or is_native(name)
