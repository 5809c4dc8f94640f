"""Signals and slots by their C++ signature, with PythonQt's rules for what a slot is given."""

import re
import sys
import traceback
import types
from collections.abc import Callable
from typing import Any

from slicerhost import diagnostics
from slicerhost.pythonqt.binding import QtCore, shiboken6
from slicerhost.pythonqt.callers import caller_name
from slicerhost.pythonqt.destroyed import destroyed
from slicerhost.pythonqt.visibility import is_real_signal, sees_inside

_VARARGS = 0x04  # inspect.CO_VARARGS, without importing inspect
_MRML_POINTER = re.compile(r"\b(?:const )?vtk\w+\*")
_IDS = {"QList<vtkIdType>": "QVariantList", "vtkIdType": "qlonglong"}

_native_connect = QtCore.QObject.connect
_native_disconnect = QtCore.QObject.disconnect
_native_emit = QtCore.QObject.emit

# Qt cannot find a Python slot again by its function, so what was connected is kept here by the address of the
# sender until that is destroyed: (receiver, slot name) and the function that Qt holds.
_slots: dict[int, dict[str, list[tuple[tuple[Any, str | None], Callable[..., None]]]]] = {}


def address(instance: Any) -> int:
    """Address of the C++ object behind a wrapper: the same for every wrapper of the object.

    Raises:
        DestroyedObjectError: If it is gone; to ask shiboken would end the process.
    """
    if not shiboken6.isValid(instance):
        raise destroyed("connect or disconnect", instance)
    return int(shiboken6.getCppPointer(instance)[0])


def normalized(signature: str) -> str:
    """A signature as Qt writes it; the digit that SIGNAL() puts in front may be there."""
    text = signature[1:] if signature[:1].isdigit() else signature
    return bytes(QtCore.QMetaObject.normalizedSignature(text).data()).decode()


def resolve(sender: Any, signature: str) -> str | None:
    """Find a signal by its C++ signature.

    Args:
        sender: The object that has it.
        signature: For instance ``clicked(bool)``; pointers to MRML classes stand for Python objects.

    Returns:
        The normalised signature, or None where the object has no such signal.
    """
    found = normalized(signature)
    for candidate in (found, _as_declared(found)):
        if type(sender).staticMetaObject.indexOfSignal(candidate) >= 0:
            return candidate
    return None


def _as_declared(signature: str) -> str:
    """A signature with the types by which stand-ins declare what Qt does not know: MRML objects and VTK's identifiers."""
    for name, known in _IDS.items():
        signature = signature.replace(name, known)
    return _MRML_POINTER.sub("PyObject", signature)


def _resolve_for(sender: Any, signature: Any, caller: str) -> str | None:
    """Find a signal as a script may name it: on a stand-in, one that the real class has."""
    address(sender)  # raises where the sender is gone
    resolved = resolve(sender, signature) if isinstance(signature, str) else None
    if resolved is None or sees_inside(caller, type(sender)) or is_real_signal(type(sender), normalized(signature)):
        return resolved
    return None


def emit_signal(sender: Any, signature: str, *arguments: Any) -> None:
    """Emit one overload of a signal by its C++ signature.

    Raises:
        AttributeError: If the sender has no such signal.
    """
    resolved = resolve(sender, signature)
    if resolved is None:
        message = f"expected a signal of {type(sender).__name__}, got '{signature}'"
        raise AttributeError(message)
    _native_emit(sender, QtCore.SIGNAL(resolved), *arguments)


def accepted_arguments(function: Callable[..., Any]) -> int | None:
    """How many arguments PythonQt passes to a slot at most; None for all of them.

    Plain functions and bound methods get as many as they declare, whatever else is callable gets all.
    """
    if isinstance(function, types.MethodType):
        inner, bound = function.__func__, 1
    else:
        inner, bound = function, 0
    if not isinstance(inner, types.FunctionType) or inner.__code__.co_flags & _VARARGS:
        return None
    return inner.__code__.co_argcount - bound


def _guarded(function: Callable[..., Any], count: int | None) -> Callable[..., None]:
    """Wrap a slot: trim its arguments, and note its exceptions instead of raising them through Qt."""

    def slot(*arguments: Any) -> None:
        try:
            function(*(arguments if count is None else arguments[:count]))
        except Exception:  # PythonQt prints whatever a slot raises, and carries on
            diagnostics.note(traceback.format_exc())

    return slot


def connect(sender: Any, signal: Any, receiver: Any, slot: Any = None, *_: Any) -> bool:
    """Connect a signal to a callable, or to the slot of an object by signature.

    Returns:
        Whether it was connected; a wrong signature is noted, not raised.
    """
    caller = caller_name(sys._getframe(1))
    if isinstance(signal, QtCore.QObject):  # PySide6's own C++ code names the sender once more
        return connect_for(caller, signal, receiver, slot)
    return connect_for(caller, sender, signal, receiver, slot)


def connect_for(caller: str, sender: Any, signal: Any, receiver: Any, slot: str | None = None) -> bool:
    """Connect as code of a module may; of no module, as a script.

    Returns:
        Whether it was connected; a wrong signature is noted, not raised.
    """
    resolved = _resolve_for(sender, signal, caller)
    if resolved is None:
        diagnostics.note(f"QObject::connect: signal '{signal}' does not exist on {type(sender).__name__}")
        return False
    return attach(sender, resolved, receiver, slot)


def attach(sender: Any, signal: str, receiver: Any, slot: str | None = None) -> bool:
    """Connect a signal that was found already.

    Returns:
        Whether the receiver can be connected.
    """
    if isinstance(slot, str):
        function = _slot_of(receiver, slot)
    elif callable(receiver):
        function = _guarded(receiver, accepted_arguments(receiver))
    else:
        diagnostics.note(f"QObject::connect: expected a callable for '{signal}', got {type(receiver).__name__}")
        function = None
    if function is None:
        return False
    _native_connect(sender, QtCore.SIGNAL(signal), function)
    _entries(sender, signal).append(((receiver, slot), function))
    return True


def _slot_of(receiver: Any, signature: str) -> Callable[..., None] | None:
    name, _, rest = signature.partition("(")
    target = getattr(receiver, name.strip(), None)
    if not rest.rstrip().endswith(")") or not callable(target):
        diagnostics.note(f"QObject::connect: No such slot {type(receiver).__name__}::{signature}")
        return None
    declared = rest.rstrip()[:-1].strip()
    return _guarded(target, declared.count(",") + 1 if declared else 0)


def disconnect(sender: Any, signal: str, receiver: Any = None, slot: str | None = None, *_: Any) -> bool:
    """Take a connection away; with no receiver, all of a signal's.

    Returns:
        Whether there was one.
    """
    resolved = _resolve_for(sender, signal, caller_name(sys._getframe(1)))
    if resolved is None:
        diagnostics.note(f"QObject::disconnect: signal '{signal}' does not exist on {type(sender).__name__}")
        return False
    return detach(sender, resolved, receiver, slot)


def detach(sender: Any, signal: str, receiver: Any = None, slot: str | None = None) -> bool:
    """Take a connection away from a signal that was found already.

    Returns:
        Whether there was one.
    """
    entries = _entries(sender, signal)
    leaving = [entry for entry in entries if receiver is None or entry[0] == (receiver, slot)]
    for entry in leaving:
        _native_disconnect(sender, QtCore.SIGNAL(signal), entry[1])
        entries.remove(entry)
    return bool(leaving)


def _entries(sender: Any, signal: str) -> list[tuple[tuple[Any, str | None], Callable[..., None]]]:
    key = address(sender)
    if key not in _slots:
        _slots[key] = {}
        _native_connect(sender, QtCore.SIGNAL("destroyed(QObject*)"), lambda *_: _slots.pop(key, None))
    return _slots[key].setdefault(signal, [])
