"""A signal as an attribute: `widget.clicked`."""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from slicerhost.pythonqt.callers import caller_name, is_trusted
from slicerhost.pythonqt.connections import attach, detach, emit_signal

_SIGNATURE = re.compile(r"SignalInstance (.*) at ")


class BoundSignal:
    """Connects and emits with the rules of string signatures; calling it emits, as in PythonQt."""

    __slots__ = ("_native", "_sender", "_signature")

    def __init__(self, sender: Any, native: Any, name: str | None = None) -> None:
        self._sender = sender
        self._native = native
        self._signature = _first_overload(sender, name) or _own_signature(native)

    @property
    def signature(self) -> str:
        """The C++ signature of the overload."""
        return self._signature

    def connect(self, receiver: Callable[..., Any], *_: Any) -> bool:
        """Connect a callable."""
        return attach(self._sender, self._signature, receiver)

    def disconnect(self, receiver: Callable[..., Any] | None = None) -> bool:
        """Disconnect a callable, or all."""
        return detach(self._sender, self._signature, receiver)

    def emit(self, *arguments: Any) -> None:
        """Emit; fewer arguments than the signature has pick a shorter overload."""
        inner = self._signature.partition("(")[2][:-1]
        if len(arguments) == (inner.count(",") + 1 if inner else 0):
            emit_signal(self._sender, self._signature, *arguments)
        else:
            self._native.emit(*arguments)

    __call__ = emit

    def __getitem__(self, overload: Any) -> "BoundSignal":
        """Pick an overload: PythonQt has no such thing, so only the host may.

        Raises:
            TypeError: For a script.
        """
        if not is_trusted(caller_name(sys._getframe(1))):
            message = "'signal' object is not subscriptable; use connect('name(type)', function)"
            raise TypeError(message)
        return BoundSignal(self._sender, self._native[overload])


def _first_overload(sender: Any, name: str | None) -> str | None:
    """The first declared overload: ``clicked(bool)``, not its clone ``clicked()``."""
    return None if name is None else _first_of_class(type(sender), name)


@lru_cache(maxsize=1024)
def _first_of_class(kind: Any, name: str) -> str | None:
    """Remembered by class: a signal that is read while a slider moves is read often, and a class has hundreds of methods."""
    meta = kind.staticMetaObject
    for index in range(meta.methodCount()):
        if meta.method(index).name() == name:
            return bytes(meta.method(index).methodSignature().data()).decode()
    return None


def _own_signature(native: Any) -> str:
    found = _SIGNATURE.search(repr(native))
    return found.group(1) if found else ""
