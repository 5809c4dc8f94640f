"""Functions of Qt whose results or arguments differ between PythonQt and PySide6, and what Qt 6 dropped."""

import traceback
from collections.abc import Callable
from typing import Any

from slicerhost import diagnostics
from slicerhost.pythonqt.binding import QtCore, QtGui, QtWidgets
from slicerhost.pythonqt.bool_result import BoolResult

_PATH_DIALOGS = ("getOpenFileName", "getOpenFileNames", "getSaveFileName")
_INPUT_DIALOGS = ("getText", "getMultiLineText", "getItem", "getInt", "getDouble")
# PythonQt has no context managers: `with` on them works here only.
_CONTEXT_MANAGERS = (QtCore.QSignalBlocker, QtCore.QMutexLocker, QtCore.QReadLocker, QtCore.QWriteLocker, QtGui.QPainter)


def _path_only(native: Callable[..., Any]) -> Callable[..., Any]:
    """A file dialog gives the path; PySide6 adds the chosen filter."""

    def ask(*arguments: Any) -> Any:
        paths = native(*arguments)[0]
        return tuple(paths) if isinstance(paths, list) else paths

    return ask


def _value_only(native: Callable[..., Any]) -> Callable[..., Any]:
    """An input dialog gives the value, and tells an argument of type BoolResult whether it was accepted."""

    def ask(*arguments: Any) -> Any:
        asked = [argument for argument in arguments if isinstance(argument, BoolResult)]
        value, accepted = native(*(argument for argument in arguments if not isinstance(argument, BoolResult)))
        for result in asked:
            result.setValue(accepted)
        return value

    return ask


def _single_shot(interval_ms: int, *target: Any) -> None:
    """`QTimer.singleShot` with a callable, or with an object and the signature of its slot."""
    function = target[0] if len(target) == 1 else getattr(target[0], str(target[1]).partition("(")[0])

    def slot() -> None:
        try:
            function()
        except Exception:  # PythonQt prints whatever a slot raises, and carries on
            diagnostics.note(traceback.format_exc())

    _native_single_shot(int(interval_ms), slot)


_native_single_shot = QtCore.QTimer.singleShot


def _set_margin(self: Any, margin: int) -> None:
    self.setContentsMargins(margin, margin, margin, margin)


def replace() -> None:
    """Put all of them into place."""
    for name in _PATH_DIALOGS:
        setattr(QtWidgets.QFileDialog, name, staticmethod(_path_only(getattr(QtWidgets.QFileDialog, name))))
    for name in _INPUT_DIALOGS:
        setattr(QtWidgets.QInputDialog, name, staticmethod(_value_only(getattr(QtWidgets.QInputDialog, name))))
    QtCore.QTimer.singleShot = staticmethod(_single_shot)
    QtWidgets.QLayout.setMargin = _set_margin
    del QtWidgets.QLayout.getContentsMargins  # its arguments are pointers, which PythonQt leaves out
    for cls in _CONTEXT_MANAGERS:
        for name in ("__enter__", "__exit__"):
            if name in vars(cls):
                delattr(cls, name)
    for cls in (QtCore.QEventLoop, QtCore.QThread, QtWidgets.QDialog, QtWidgets.QMenu, QtGui.QDrag, QtWidgets.QApplication):
        if not hasattr(cls, "exec_"):
            cls.exec_ = cls.exec
