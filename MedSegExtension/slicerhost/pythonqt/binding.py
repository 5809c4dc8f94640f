"""The one place that imports PySide6: with integer enumerations, as PythonQt has them."""

import os

# Read by PySide6 once, when it is imported: enumerations are `enum.IntEnum` and `enum.IntFlag`.
os.environ.setdefault("PYSIDE6_OPTION_PYTHON_ENUM", "0x02")

import shiboken6
from PySide6 import QtCore, QtGui, QtNetwork, QtPrintSupport, QtSvg, QtSvgWidgets, QtUiTools, QtWidgets, QtXml

if not issubclass(QtCore.Qt.Orientation, int):
    message = (
        "expected PySide6 with integer enumerations, got it imported before by someone else with its own: "
        "import slicerhost before PySide6, or set PYSIDE6_OPTION_PYTHON_ENUM=0x02"
    )
    raise ImportError(message)  # noqa: TRY004 (nobody passed a wrong type)

# In the order in which a name that two of them have is settled: the first one keeps it.
MODULES = (QtCore, QtGui, QtWidgets, QtNetwork, QtXml, QtSvg, QtSvgWidgets, QtPrintSupport, QtUiTools)

__all__ = ["MODULES", "QtCore", "QtGui", "QtUiTools", "QtWidgets", "shiboken6"]
