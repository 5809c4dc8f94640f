"""Which attributes a script may read and write on Qt objects."""

import ctypes
import sys
import types
from typing import Any

from slicerhost.pythonqt.binding import QtCore, shiboken6
from slicerhost.pythonqt.bound_signal import BoundSignal
from slicerhost.pythonqt.callers import caller_name, is_native
from slicerhost.pythonqt.connections import connect, disconnect
from slicerhost.pythonqt.conversions import converter, to_script
from slicerhost.pythonqt.method_attribute import MethodAttribute
from slicerhost.pythonqt.property_attribute import PropertyAttribute
from slicerhost.pythonqt.visibility import hidden_names, is_cpp, sees_inside

_read_property = QtCore.QObject.property
_write_property = QtCore.QObject.setProperty
_REPLACED = {"connect": connect, "disconnect": disconnect}
_QTS_LOADER = "slicerhost.pythonqt.ui_loader"

# object.__setattr__ refuses the classes of shiboken
_generic_setattr = ctypes.pythonapi.PyObject_GenericSetAttr
_generic_setattr.argtypes, _generic_setattr.restype = [ctypes.py_object] * 3, ctypes.c_int


def missing(instance: Any, name: str) -> Any:
    """Read a dynamic property, or a method by its name with an underscore behind (PythonQt adds it to keywords).

    Raises:
        AttributeError: If there is no such thing.
    """
    if not name.startswith("_") and shiboken6.isValid(instance):
        value = _read_property(instance, name) if isinstance(instance, QtCore.QObject) else None
        if value is not None:
            return to_script(value)
        if name.endswith("_") and hasattr(type(instance), name[:-1]):
            return _method(instance, name[:-1])
    raise _unknown(instance, name)


def _unknown(instance: Any, name: str) -> AttributeError:
    return AttributeError(f"{type(instance).__name__} has no attribute named '{name}'")


def _method(instance: Any, name: str) -> Any:
    """The method behind a name, even where a property hides it."""
    member = _class_attribute(type(instance), name)
    if isinstance(member, PropertyAttribute) and member.method is not None:
        return MethodAttribute(types.MethodType(member.method, instance))
    return getattr(instance, name)


def _is_hidden(instance: Any, name: str) -> bool:
    """Whether whoever asks cannot see a name of a stand-in."""
    cls = type(instance)
    return name in hidden_names(cls) and not sees_inside(caller_name(sys._getframe(1)), cls)


def reader(cls: type) -> Any:
    """Make the `__getattribute__` of a Qt class, on top of its own."""
    native = cls.__getattribute__

    def getattribute(self: Any, name: str) -> Any:
        if name in _REPLACED and isinstance(self, QtCore.QObject):
            return types.MethodType(_REPLACED[name], self)
        if _is_hidden(self, name):
            raise _unknown(self, name)
        try:
            value = native(self, name)
        except AttributeError:
            return missing(self, name)
        kind = type(value)
        if kind is types.BuiltinFunctionType:
            return value if is_native(caller_name(sys._getframe(1))) else MethodAttribute(value)
        if kind is QtCore.SignalInstance:
            return BoundSignal(self, value, name)
        return tuple(value) if kind is list and isinstance(_class_attribute(type(self), name), QtCore.Property) else value

    return getattribute


def write(self: Any, name: str, value: Any) -> None:
    """Write an attribute: the `__setattr__` of every Qt class.

    Raises:
        AttributeError: For a script that adds attributes to a C++ object or writes what cannot be written.
    """
    if type(value) is QtCore.SignalInstance:  # PySide6 caches these on the instance
        _generic_setattr(self, name, value)
        return
    if isinstance(value, QtCore.QObject) and sys._getframe(1).f_globals.get("__name__") == _QTS_LOADER:
        return  # PySide6's loader sets children as attributes of their window, PythonQt's does not
    current = None if _is_hidden(self, name) else _class_attribute(type(self), name)
    if isinstance(current, QtCore.Property):
        _write_declared(self, name, current, value)
    elif is_cpp(type(self)) and not hasattr(current, "__set__"):
        _write_undeclared(self, name, current, value)
    else:
        _generic_setattr(self, name, value)


def _class_attribute(cls: type, name: str) -> Any:
    return next((base.__dict__[name] for base in cls.__mro__ if name in base.__dict__), None)


def _write_declared(instance: Any, name: str, declared: Any, value: Any) -> None:
    """Write a stand-in's property, converted as a C++ one would be."""
    if declared.fset is None:
        message = f"Property '{name}' of {type(instance).__name__} object is not writable"
        raise AttributeError(message)
    meta = type(instance).staticMetaObject
    cpp_type = meta.property(meta.indexOfProperty(name)).typeName()
    convert = converter(cpp_type)
    try:
        converted = value if convert is None else convert(value)
    except (TypeError, ValueError):
        message = f"Property '{name}' of type '{cpp_type}' does not accept an object of type {type(value).__name__} ({value!r})"
        raise AttributeError(message) from None
    declared.fset(instance, converted)


def _write_undeclared(instance: Any, name: str, current: Any, value: Any) -> None:
    """Write what is no property: allowed to the host, and for dynamic properties."""
    if sees_inside(caller_name(sys._getframe(1)), type(instance)):
        _generic_setattr(instance, name, value)
    elif current is not None:
        kind = "Signal" if isinstance(current, QtCore.Signal) else "Slot"
        message = f"{kind} '{name}' can not be overwritten on {type(instance).__name__} object"
        raise AttributeError(message)
    elif isinstance(instance, QtCore.QObject) and _is_dynamic(instance, name):
        _write_property(instance, name, value)
    else:
        message = (
            f"'{name}' does not exist on {type(instance).__name__} and creating new attributes on C++ objects is not allowed"
        )
        raise AttributeError(message)


def _is_dynamic(instance: Any, name: str) -> bool:
    return type(instance).staticMetaObject.indexOfProperty(name) < 0 and _read_property(instance, name) is not None
