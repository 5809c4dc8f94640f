"""A Q_PROPERTY as PythonQt shows it."""

import sys
import types
from collections.abc import Callable
from typing import Any

from slicerhost.pythonqt.binding import QtCore, shiboken6
from slicerhost.pythonqt.callers import caller_name, is_native
from slicerhost.pythonqt.conversions import converter, to_int, to_script
from slicerhost.pythonqt.destroyed import destroyed

_read_property = QtCore.QObject.property
_write_property = QtCore.QObject.setProperty


class PropertyAttribute:
    """Descriptor that reads and writes a property as an attribute; a getter of the same name cannot be called."""

    def __init__(self, meta: Any, method: Callable[..., Any] | None) -> None:
        self.name = meta.name()
        self.method = method
        self.cpp_type = meta.typeName()
        self.writable = meta.isWritable()
        self.is_enum = meta.isEnumType() or meta.isFlagType()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Give the value; on the class itself, the C++ method behind it."""
        if instance is None:
            return self.method or self
        if self.method is not None and is_native(caller_name(sys._getframe(1))):
            return types.MethodType(self.method, instance)
        if not shiboken6.isValid(instance):
            raise destroyed(f"read property '{self.name}' from", instance)
        return self._read(instance)

    def __set__(self, instance: Any, value: Any) -> None:
        """Convert as PythonQt does and write.

        Raises:
            AttributeError: If the property is read-only or cannot hold the value.
            DestroyedObjectError: If the object is gone.
        """
        if not shiboken6.isValid(instance):
            raise destroyed(f"set property '{self.name}' on", instance)
        if not self.writable:
            message = f"Property '{self.name}' of {type(instance).__name__} object is not writable"
            raise AttributeError(message)
        if not _write_property(instance, self.name, self._converted(value)):
            raise self._refusal(value)

    def _read(self, instance: Any) -> Any:
        value = _read_property(instance, self.name) if self.method is None else self.method(instance)
        return to_script(value)

    def _converted(self, value: Any) -> Any:
        # Qt takes integers for enumerations, but not PySide6's members of them.
        convert = to_int if self.is_enum else converter(self.cpp_type)
        try:
            return value if convert is None else convert(value)
        except (TypeError, ValueError):
            raise self._refusal(value) from None

    def _refusal(self, value: Any) -> AttributeError:
        kind = type(value).__name__
        return AttributeError(
            f"Property '{self.name}' of type '{self.cpp_type}' does not accept an object of type {kind} ({value!r})"
        )
