"""What is known of the classes that scripts use: Qt's by their metaobjects, CTK's and MRML's as recorded."""

import types
from functools import cache
from typing import Any

from slicerhost import surface
from slicerhost.pythonqt.binding import MODULES, QtCore
from slicerhost.pythonqt.connections import normalized

# What PythonQt gives to every QObject, beside its own members.
_OF_EVERY_OBJECT = {"className", "name", "findChild", "findChildren", "delete", "help", "connect", "disconnect", "exec_"}
_DROPPED_BY_QT_6 = {"setMargin"}


@cache
def qt_class(name: str) -> Any:
    """The class of Qt of a name, or None."""
    found = next((getattr(module, name) for module in MODULES if hasattr(module, name)), None)
    return found if isinstance(found, type) else None


def is_qt_name(name: str) -> bool:
    """Whether the module `qt` has a name."""
    return any(hasattr(module, name) for module in MODULES) or name in ("QUiLoader", "BoolResult")


def is_class(name: str) -> bool:
    """Whether there is a class of a name, with members that are known."""
    return qt_class(name) is not None or surface.is_known(name)


@cache
def lineage(name: str) -> tuple[str, ...]:
    """A class and its bases, nearest first."""
    found = list(surface.lineage(name))
    for known in tuple(found):
        bases = getattr(qt_class(known), "__mro__", ())
        found += [base.__name__ for base in bases if base is not object and base.__name__ not in found]
    return tuple(found)


def _metaobjects(name: str) -> list[Any]:
    classes = (qt_class(base) for base in lineage(name))
    return [cls.staticMetaObject for cls in classes if hasattr(cls, "staticMetaObject")]


@cache
def properties(name: str) -> frozenset[str]:
    """Properties of a class that cannot be called; of classes that were read off headers only those of their Qt bases."""
    own = {meta.property(index).name() for meta in _metaobjects(name) for index in range(meta.propertyCount())}
    recorded = {entry for base in surface.lineage(name) for entry in surface.declared(base).defaults}
    return frozenset(own | recorded) - {"singleShot"}


@cache
def members(name: str) -> frozenset[str]:
    """All attributes of a class that a script can name."""
    of_qt = {entry for base in lineage(name) for entry in dir(qt_class(base)) if not entry.startswith("_")}
    always = _OF_EVERY_OBJECT if "QObject" in lineage(name) or surface.is_known(name) else set()
    return frozenset(of_qt | surface.names(name) | always | _DROPPED_BY_QT_6 | properties(name))


@cache
def is_assignable(name: str, attribute: str) -> bool:
    """Whether scripts can assign to an attribute of objects of a class: a property, or a field such as those of QStyleOption."""
    if attribute in properties(name) or attribute == "name":
        return True
    fields = (vars(cls).get(attribute) for base in lineage(name) for cls in getattr(qt_class(base), "__mro__", ()))
    return any(isinstance(entry, types.GetSetDescriptorType) for entry in fields)


@cache
def signals(name: str) -> frozenset[str]:
    """Normalised signatures of the signals of a class, with those of its bases."""
    kind = QtCore.QMetaMethod.MethodType.Signal
    own = set()
    for meta in _metaobjects(name):
        methods = (meta.method(index) for index in range(meta.methodCount()))
        own |= {bytes(entry.methodSignature().data()).decode() for entry in methods if entry.methodType() == kind}
    return frozenset(own | surface.signals(name))


@cache
def all_signals() -> frozenset[str]:
    """Signatures of the signals of all classes."""
    names = {entry for module in MODULES for entry in dir(module) if qt_class(entry) is not None}
    return frozenset().union(*(signals(name) for name in (*names, *surface.class_names())))


@cache
def property_names_only() -> frozenset[str]:
    """Names that are a property wherever a class has them, and a method nowhere: calling them is always wrong.

    Single words are left out, because classes that have nothing to do with Qt have such methods.
    """
    found, methods = set(), set()
    for module in MODULES:
        for name in dir(module):
            cls = qt_class(name)
            if cls is not None:
                found |= properties(name)
                methods |= {entry for entry in members(name) - properties(name) if callable(getattr(cls, entry, None))}
    recorded = {entry for name in surface.class_names() for entry in surface.names(name) - properties(name)}
    builtin = {entry for kind in (str, bytes, int, float, list, dict, set, tuple) for entry in dir(kind)}
    single = {entry for entry in found if entry.islower()} - {"checkable", "checked"}
    return frozenset(found - methods - recorded - builtin - single)


@cache
def has_derived_classes(name: str) -> bool:
    """Whether some other known class derives from a class."""
    of_qt = (entry for module in MODULES for entry in dir(module) if qt_class(entry) is not None)
    return any(name in lineage(other)[1:] for other in (*of_qt, *surface.class_names()))


def is_signal(class_name: str | None, signature: str) -> bool:
    """Whether a class, or where it is not known any class, has a signal of a signature."""
    return normalized(signature) in (all_signals() if class_name is None else signals(class_name))
