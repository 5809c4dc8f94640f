"""Functions of Qt whose results or arguments differ between PythonQt and PySide6, and what Qt 6 dropped."""

from collections.abc import Callable
from typing import Any

from slicerhost.pythonqt.binding import QtCore, QtGui, QtWidgets
from slicerhost.pythonqt.bool_result import BoolResult

_PATH_DIALOGS = ("getOpenFileName", "getOpenFileNames", "getSaveFileName")
_INPUT_DIALOGS = ("getText", "getMultiLineText", "getItem", "getInt", "getDouble")
# PythonQt has no context managers: `with` on them works here only.
_CONTEXT_MANAGERS = (QtCore.QSignalBlocker, QtCore.QMutexLocker, QtCore.QReadLocker, QtCore.QWriteLocker, QtGui.QPainter)
# PySide6 warns of the name with the underscore, the only one in Python 2 and the usual one in scripts still.
_WITH_EXEC = (
    QtCore.QCoreApplication,
    QtCore.QEventLoop,
    QtCore.QThread,
    QtGui.QDrag,
    QtGui.QGuiApplication,
    QtWidgets.QApplication,
    QtWidgets.QDialog,
    QtWidgets.QMenu,
)


def path_only(native: Callable[..., Any]) -> Callable[..., Any]:
    """A file dialog gives the path; PySide6 adds the chosen filter."""

    def ask(*arguments: Any) -> Any:
        paths = native(*arguments)[0]
        return tuple(paths) if isinstance(paths, list) else paths

    return ask


def value_only(native: Callable[..., Any]) -> Callable[..., Any]:
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
    timer = QtCore.QTimer()
    timer.setSingleShot(True)
    # The slots hold the timer, and it holds them: it lives until it has fired.
    timer.connect("timeout()", *target)
    timer.connect("timeout()", timer.deleteLater)
    timer.start(int(interval_ms))


def _set_margin(self: Any, margin: int) -> None:
    self.setContentsMargins(margin, margin, margin, margin)


def replace() -> None:
    """Put all of them into place."""
    for name in _PATH_DIALOGS:
        setattr(QtWidgets.QFileDialog, name, staticmethod(path_only(getattr(QtWidgets.QFileDialog, name))))
    for name in _INPUT_DIALOGS:
        setattr(QtWidgets.QInputDialog, name, staticmethod(value_only(getattr(QtWidgets.QInputDialog, name))))
    QtCore.QTimer.singleShot = staticmethod(_single_shot)
    QtWidgets.QLayout.setMargin = _set_margin
    del QtWidgets.QLayout.getContentsMargins  # its arguments are pointers, which PythonQt leaves out
    for cls in _CONTEXT_MANAGERS:
        for name in ("__enter__", "__exit__"):
            if name in vars(cls):
                delattr(cls, name)
    for cls in _WITH_EXEC:
        cls.exec_ = cls.exec
