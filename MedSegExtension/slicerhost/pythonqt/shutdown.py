"""Takes windows down in order before Python ends."""

import atexit

from slicerhost.pythonqt.binding import QtCore, QtWidgets, shiboken6


def destroy_windows() -> None:
    """Hide and delete all windows with what is in them.

    PySide6 would delete all objects in no order at exit: a window that is still shown then sends events to parts
    of itself that are gone.
    """
    if QtWidgets.QApplication.instance() is None:
        return
    windows = QtWidgets.QApplication.topLevelWidgets()
    for window in windows:
        if shiboken6.isValid(window):
            window.hide()
    for window in windows:
        # menus and dialogs go with the window that they belong to: deleted before it, they would be counted twice
        if shiboken6.isValid(window) and window.parentWidget() is None:
            shiboken6.delete(window)
    QtCore.qInstallMessageHandler(None)  # what Qt says from here on, Python cannot hear


def install_shutdown() -> None:
    """Destroy windows when the process ends: registered after PySide6, so run before its own clearing."""
    atexit.register(destroy_windows)
