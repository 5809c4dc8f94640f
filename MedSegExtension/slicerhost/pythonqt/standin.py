"""For stand-ins of widgets that only the application has: written in Python, strict like a C++ class.

A stand-in is a Python class on a Qt class, marked by `facade`. Its properties and signals are real ones, so that
`.ui` files and string signatures find them::

    @facade
    class ctkExample(QtWidgets.QWidget):
        vars().update(props(pageStep=(float, 1.0, "pageStepChanged")))
        pageStepChanged = Signal(float)
"""

from collections.abc import Callable
from typing import Any, TypeVar

from slicerhost.pythonqt.binding import QtCore
from slicerhost.pythonqt.connections import emit_signal

Property = QtCore.Property
Signal = QtCore.Signal
Slot = QtCore.Slot
Class = TypeVar("Class", bound=type)

# Class name in `.ui` files -> stand-in. One a process: QUiLoader's callback has no other place to look it up.
_custom_widgets: dict[str, type] = {}


def facade(cls: Class) -> Class:
    """Mark a class as a stand-in: strict attributes, its helpers hidden from scripts, known to `.ui` files."""
    cls._cpp_facade = True
    register_custom_widget(cls.__name__, cls)
    return cls


def register_custom_widget(class_name: str, cls: type) -> None:
    """Let `.ui` files make a widget: `cls(parent)` is called where they name the class."""
    _custom_widgets[class_name] = cls


def forget_custom_widget(class_name: str) -> None:
    """Make no more widgets of a class for `.ui` files."""
    _custom_widgets.pop(class_name, None)


def custom_widget(class_name: str) -> type | None:
    """The stand-in for a class name, if there is one."""
    return _custom_widgets.get(class_name)


def custom_widgets() -> dict[str, type]:
    """All registered stand-ins by class name, as a new dictionary."""
    return dict(_custom_widgets)


def emit(sender: Any, signature: str, *arguments: Any) -> None:
    """Emit one overload of a stand-in's signal by its C++ signature."""
    emit_signal(sender, signature, *arguments)


def props(**specifications: tuple[Any, ...]) -> dict[str, Any]:
    """Make stored properties, each with its `setX`, for `vars().update(props(...))` in a class body.

    They have to be there when the class is made: Qt takes in no properties afterwards, and makes dynamic ones
    instead without a word.

    Args:
        specifications: By name: type, default, and optionally the name of the signal that tells of changes and a
            function `apply(widget, value)` called after each change.

    Returns:
        The members to add to the class.
    """
    members: dict[str, Any] = {}
    for name, specification in specifications.items():
        members[name], members[f"set{name[0].upper()}{name[1:]}"] = _stored(name, *specification)
    return members


def _stored(
    name: str, kind: Any, default: Any, notify: str | None = None, apply: Callable[[Any, Any], object] | None = None
) -> tuple[Any, Callable[[Any, Any], None]]:
    attribute = f"_property_{name}"
    as_tuple = kind == "QStringList"

    def read(self: Any) -> Any:
        return getattr(self, attribute, default)

    def write(self: Any, value: Any) -> None:
        value = tuple(value) if as_tuple else value
        if read(self) == value:
            return
        self.__dict__[attribute] = value  # not as a script, whoever set the property
        if apply is not None:
            apply(self, value)
        if notify is not None:
            getattr(self, notify).emit(value)

    return Property(kind, read, write), write
