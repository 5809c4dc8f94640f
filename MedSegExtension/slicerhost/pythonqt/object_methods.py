"""Methods of QObject that PythonQt has and PySide6 lacks, or that answer differently."""

from collections.abc import Iterator
from typing import Any

from slicerhost.pythonqt.binding import QtCore, shiboken6
from slicerhost.pythonqt.connections import address

_QObject = QtCore.QObject
_set_object_name = QtCore.QObject.setObjectName


def class_name(self: Any) -> str:
    """Name of the C++ class."""
    return str(meta_object(self).className())


def meta_object(self: Any) -> Any:
    """The metaobject of the class.

    PySide6 would tie the one wrapper of it to this object, and take it away from the class when the object goes.
    """
    return type(self).staticMetaObject


def describe(self: Any) -> str:
    """Name of the class, address and, if there is one, name of the object."""
    if not shiboken6.isValid(self):
        return f"{type(self).__name__}(deleted)"
    name = f', name="{self.objectName}"' if self.objectName else ""
    return f"{type(self).__name__}({address(self):#x}{name})"


def descendants(root: Any) -> Iterator[Any]:
    """All children, their children after each."""
    for child in root.children():
        yield child
        yield from descendants(child)


def _matches(candidate: Any, kind: Any, name: str) -> bool:
    of_kind = candidate.inherits(kind) if isinstance(kind, str) else kind in type(candidate).__mro__
    return bool(of_kind and (not name or candidate.objectName == name))


def find_children(self: Any, kind: Any = _QObject, name: str = "") -> tuple[Any, ...]:
    """All descendants of a class (or class name) and, if given, of a name."""
    return tuple(found for found in descendants(self) if _matches(found, kind, name))


def find_child(self: Any, kind: Any = _QObject, name: str = "") -> Any:
    """The first descendant of a class (or class name) and, if given, of a name; None if there is none."""
    return next((found for found in descendants(self) if _matches(found, kind, name)), None)


def _delete(self: Any) -> None:
    shiboken6.delete(self)


def _exists(self: Any) -> bool:
    return bool(shiboken6.isValid(self))


def _set_name(self: Any, value: Any) -> None:
    _set_object_name(self, str(value))


METHODS = {
    "className": class_name,
    "metaObject": meta_object,
    # The application's own PythonQt has this short name, and `slicer.util.childWidgetVariables` counts on it.
    "name": property(lambda self: self.objectName, _set_name),
    "findChild": find_child,
    "findChildren": find_children,
    "delete": _delete,
    "__bool__": _exists,
}
