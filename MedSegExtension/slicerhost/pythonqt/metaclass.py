"""How classes of Qt are called and asked for their instances, as PythonQt has it."""

import sys
from typing import Any

from slicerhost.pythonqt.binding import QtCore
from slicerhost.pythonqt.callers import caller_name, calls_directly, is_trusted
from slicerhost.pythonqt.overloads import call
from slicerhost.pythonqt.visibility import cpp_class, is_cpp

_Metaclass = type(QtCore.QObject)
_native_call = _Metaclass.__call__


def _construct(cls: type, *arguments: Any, **keywords: Any) -> Any:
    """Make an instance.

    Raises:
        ValueError: If a script names arguments, or no constructor takes the arguments.
    """
    if not cls.__module__.startswith("PySide6"):
        if keywords and "_cpp_facade" in cls.__dict__:
            _refuse_keywords(cls, caller_name(sys._getframe(1)))
        return _native_call(cls, *arguments, **keywords)
    if keywords:
        _refuse_keywords(cls, caller_name(sys._getframe(1)))

    def construct(*candidate: Any, **named: Any) -> Any:
        return _native_call(cls, *candidate, **named)

    return call(construct, arguments, keywords, described_by=cls)


def _refuse_keywords(cls: type, caller: str) -> None:
    if not is_trusted(caller):
        message = f"{cls.__name__} takes no keyword arguments: construct it, then set its properties"
        raise ValueError(message)


def _is_instance(cls: type, instance: Any) -> bool:
    """Whether an object is of a class; for scripts the classes of C++ have no bases.

    A script's own class derives from the one class of C++ that it names, and from none behind that.
    """
    if not type.__instancecheck__(cls, instance):
        return False
    if cls is type(instance) or not is_cpp(cls) or calls_directly(sys._getframe(1)):
        return True
    return cls is cpp_class(type(instance))


def install_metaclass() -> None:
    """Let all classes of Qt be called and asked in this way."""
    _Metaclass.__call__ = _construct
    _Metaclass.__instancecheck__ = _is_instance
