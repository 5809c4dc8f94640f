"""Collects the warnings that Qt itself prints."""

from typing import Any

from slicerhost import diagnostics
from slicerhost.pythonqt.binding import QtCore

_SEVERE = (QtCore.QtMsgType.QtWarningMsg, QtCore.QtMsgType.QtCriticalMsg, QtCore.QtMsgType.QtFatalMsg)
# Said by the platform Qt draws on, not about what a script does.
_OF_THE_PLATFORM = ("This plugin does not support", "QFontDatabase:", "Qt was built without")


def _handle(kind: Any, context: Any, text: str) -> None:
    category = str(context.category or "")
    if kind in _SEVERE and not category.startswith("qt.") and not text.startswith(_OF_THE_PLATFORM):
        diagnostics.note(text)


def install_message_handler() -> None:
    """Send Qt's warnings to `slicerhost.diagnostics`."""
    QtCore.qInstallMessageHandler(_handle)
