"""Keeps exceptions inside overridden virtual methods from travelling through Qt."""

import functools
import sys
import traceback
import types
from collections.abc import Callable
from typing import Any

from slicerhost import diagnostics
from slicerhost.pythonqt.binding import QtCore
from slicerhost.pythonqt.property_attribute import PropertyAttribute

_Root = QtCore.QObject.__mro__[1]
_C_METHODS = (types.MethodDescriptorType, types.WrapperDescriptorType, types.BuiltinFunctionType)


def guard_overrides(cls: type, **_: Any) -> None:
    """Wrap what a Python class overrides of its C++ class; called by Python for every class that is made."""
    for name, member in list(vars(cls).items()):
        if not isinstance(member, types.FunctionType) or name.startswith("__"):
            continue
        native = _native_method(cls, name)
        if native is not None:
            setattr(cls, name, _guarded(member, native))


def _native_method(cls: type, name: str) -> Any:
    """The C++ method that a function of this name overrides."""
    for base in cls.__mro__[1:]:
        member = vars(base).get(name)
        if isinstance(member, PropertyAttribute):
            return member.method
        if isinstance(member, _C_METHODS):
            return member if base.__module__.startswith("PySide6") else None
    return None


def _guarded(override: Callable[..., Any], native: Any) -> Callable[..., Any]:
    @functools.wraps(override)
    def guarded(self: Any, *arguments: Any, **keywords: Any) -> Any:
        # Code that names the method calls it itself, and gets its exceptions; Qt must not.
        if override.__name__ in sys._getframe(1).f_code.co_names:
            return override(self, *arguments, **keywords)
        try:
            return override(self, *arguments, **keywords)
        except Exception:  # PythonQt prints whatever an override raises, and carries on
            diagnostics.note(traceback.format_exc())
            return _fallback(native, self, arguments)

    return guarded


def _fallback(native: Any, instance: Any, arguments: tuple[Any, ...]) -> Any:
    """What C++ would have done; a pure virtual method has nothing to offer."""
    try:
        return native(instance, *arguments)
    except NotImplementedError:
        return None


def install_guards() -> None:
    """Guard all classes that are made from now on."""
    _Root.__init_subclass__ = classmethod(guard_overrides)
