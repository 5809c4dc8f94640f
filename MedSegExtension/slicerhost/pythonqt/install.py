"""Puts the module `qt` together and into place."""

import sys
import types
from typing import Any

from slicerhost.pythonqt.attributes import reader, write
from slicerhost.pythonqt.binding import MODULES, QtCore, QtGui, QtWidgets
from slicerhost.pythonqt.object_methods import METHODS
from slicerhost.pythonqt.property_attribute import PropertyAttribute
from slicerhost.pythonqt.ui_loader import UiLoader

_MARK = "_slicerhost"


def install() -> types.ModuleType:
    """Install the module `qt`; a second call gives the same one.

    Returns:
        The module, which `import qt` finds from now on.
    """
    present = sys.modules.get("qt")
    if present is not None and hasattr(present, _MARK):
        return present
    module = _namespace()
    classes = sorted(_object_classes(), key=lambda cls: len(cls.__mro__))
    for cls in classes:
        _add_properties(cls)
    for name, method in METHODS.items():
        setattr(QtCore.QObject, name, method)
    for cls in classes:
        # Every class of shiboken has attribute slots of its own, so each gets its own pair.
        cls.__getattribute__ = reader(cls)
        cls.__setattr__ = write
    _complete()
    setattr(module, _MARK, True)
    sys.modules["qt"] = module
    return module


def _namespace() -> types.ModuleType:
    """One flat module, as PythonQt has it."""
    module = types.ModuleType("qt", "Qt as scripts of the application see it.")
    for source in reversed(MODULES):
        for name in dir(source):
            if not name.startswith("_"):
                setattr(module, name, getattr(source, name))
    module.QUiLoader = UiLoader
    return module


def _object_classes() -> set[type]:
    values = {value for source in MODULES for value in vars(source).values() if isinstance(value, type)}
    return {value for value in values if issubclass(value, QtCore.QObject)}


def _add_properties(cls: Any) -> None:
    meta = cls.staticMetaObject
    for index in range(meta.propertyCount()):
        name = meta.property(index).name()
        method = cls.__dict__.get(name)
        if index < meta.propertyOffset() and method is None:
            continue  # the inherited attribute will do
        if method is None or _is_getter(method):
            setattr(cls, name, PropertyAttribute(meta.property(index), method))


def _is_getter(method: Any) -> bool:
    """Whether a member is the getter of the property of its name: QTimer.singleShot is not."""
    others = (PropertyAttribute, staticmethod, classmethod, types.BuiltinFunctionType, QtCore.Signal)
    return callable(method) and not isinstance(method, others)


def _set_margin(self: Any, margin: int) -> None:
    self.setContentsMargins(margin, margin, margin, margin)


def _complete() -> None:
    """Add what PythonQt has and Qt 6 or PySide6 dropped."""
    QtWidgets.QLayout.setMargin = _set_margin
    for cls in (QtCore.QEventLoop, QtCore.QThread, QtWidgets.QDialog, QtWidgets.QMenu, QtGui.QDrag, QtWidgets.QApplication):
        if not hasattr(cls, "exec_"):
            cls.exec_ = cls.exec
