"""What scripts see of a stand-in: no more than the real class has."""

from collections.abc import Iterable
from functools import cache

from slicerhost import surface
from slicerhost.pythonqt.binding import MODULES
from slicerhost.pythonqt.callers import is_trusted


def is_library(cls: type) -> bool:
    """Whether a class is Qt's own, or below it."""
    return cls is object or cls.__module__.startswith(("PySide6", "Shiboken"))


def is_cpp(cls: type) -> bool:
    """Whether scripts see a class as one of C++: Qt's own, or a stand-in."""
    return cls.__module__.startswith("PySide6") or "_cpp_facade" in cls.__dict__


def cpp_class(cls: type) -> type | None:
    """The class of C++ that a script's class stands on; the class itself if it is one."""
    return next((base for base in cls.__mro__ if is_cpp(base)), None)


def _stand_ins(cls: type) -> list[type]:
    return [base for base in cls.__mro__ if "_cpp_facade" in base.__dict__]


@cache
def recorded_name(cls: type) -> str | None:
    """Name of the real class whose recorded surface a stand-in has to keep to."""
    return next((base.__name__ for base in _stand_ins(cls) if surface.is_known(base.__name__)), None)


@cache
def _authors(cls: type) -> frozenset[str]:
    """Modules that write the stand-ins which a class stands on."""
    return frozenset(base.__module__ for base in _stand_ins(cls))


def sees_inside(module_name: str, cls: type) -> bool:
    """Whether code of a module may use what scripts cannot see of a class."""
    return is_trusted(module_name) or module_name in _authors(cls)


@cache
def hidden_names(cls: type) -> frozenset[str]:
    """Public names of a stand-in that the real class does not have."""
    recorded = recorded_name(cls)
    if recorded is None:
        return frozenset()
    stand_in = _stand_ins(cls)[0]
    theirs = _public_names(cls.__mro__[: cls.__mro__.index(stand_in)])
    helpers = _public_names(base for base in stand_in.__mro__ if not is_library(base))
    of_qt = _public_names(base for base in (*cls.__mro__, *_qt_bases(recorded)) if is_library(base))
    return helpers - surface.names(recorded) - of_qt - theirs


def _qt_bases(class_name: str) -> Iterable[type]:
    """The classes of Qt that the real class derives from, which need not be those of its stand-in."""
    for name in surface.lineage(class_name):
        for module in MODULES:
            yield from getattr(getattr(module, name, None), "__mro__", ())


def _public_names(classes: Iterable[type]) -> frozenset[str]:
    return frozenset(name for cls in classes for name in vars(cls) if not name.startswith("_")) - {"staticMetaObject"}


def is_real_signal(cls: type, signature: str) -> bool:
    """Whether the real class has a signal that its stand-in was found to have.

    Args:
        cls: The class of the sender.
        signature: Normalised, with pointers to MRML classes as a script writes them.
    """
    recorded = recorded_name(cls)
    if recorded is None or signature in surface.signals(recorded):
        return True
    scripts = (base for base in cls.__mro__[: cls.__mro__.index(_stand_ins(cls)[0])])
    native = next((base for base in cls.__mro__ if is_library(base)), object)
    return signature.partition("(")[0] in _public_names(scripts) or native.staticMetaObject.indexOfSignal(signature) >= 0
