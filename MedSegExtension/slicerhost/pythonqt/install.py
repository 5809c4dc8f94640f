"""Puts the module `qt` together and into place."""

import sys
import types
from typing import Any

from slicerhost.pythonqt.attributes import reader, write
from slicerhost.pythonqt.binding import MODULES, QtCore
from slicerhost.pythonqt.exception_hook import install_exception_hook
from slicerhost.pythonqt.message_handler import install_message_handler
from slicerhost.pythonqt.metaclass import install_metaclass
from slicerhost.pythonqt.object_methods import METHODS, describe
from slicerhost.pythonqt.overrides import install_guards
from slicerhost.pythonqt.property_attribute import PropertyAttribute
from slicerhost.pythonqt.replacements import replace
from slicerhost.pythonqt.shutdown import install_shutdown
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
    classes = sorted(_classes(), key=lambda cls: len(cls.__mro__))
    for cls in classes:
        if issubclass(cls, QtCore.QObject):
            _add_properties(cls)
        _change_access(cls)
    for name, method in METHODS.items():
        setattr(QtCore.QObject, name, method)
    replace()
    install_guards()
    install_metaclass()
    install_message_handler()
    install_exception_hook()
    install_shutdown()
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


def _classes() -> set[type]:
    root = QtCore.QObject.__mro__[1]
    values = {value for source in MODULES for value in vars(source).values() if isinstance(value, type)}
    return {root} | {value for value in values if root in value.__mro__}


def _change_access(cls: Any) -> None:
    """Give a class PythonQt's attributes, where it does not inherit its slots for them from a class that has them."""
    if "__getattribute__" in vars(cls):
        cls.__getattribute__ = reader(cls)
    if "__setattr__" in vars(cls):
        cls.__setattr__ = write
    if "__repr__" in vars(cls) and issubclass(cls, QtCore.QObject):
        cls.__repr__ = describe


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
