"""Properties that a widget's inner widget holds."""

from collections.abc import Callable
from typing import Any

from slicerhost.pythonqt.standin import Property


def forward(inner: str, name: str, kind: Any, after: Callable[[Any], None] | None = None) -> Property:
    """Makes a property that reads and writes the inner widget's.

    Args:
        inner: The attribute that holds the inner widget.
        name: The inner widget's property.
        kind: Its type, as `Property` takes it.
        after: Called with the outer widget when the property was set.
    """

    def getter(self: Any) -> Any:
        return getattr(getattr(self, inner), name)

    def setter(self: Any, value: Any) -> None:
        setattr(getattr(self, inner), name, value)
        if after is not None:
            after(self)

    return Property(kind, getter, setter)


def forward_enum(inner: str, name: str, after: Callable[[Any], None] | None = None) -> Property:
    """Makes a whole-number property for the inner widget's enumeration."""

    def getter(self: Any) -> int:
        return int(getattr(getattr(self, inner), name))

    def setter(self: Any, value: Any) -> None:
        target = getattr(self, inner)
        setattr(target, name, type(getattr(target, name))(int(value)))
        if after is not None:
            after(self)

    return Property(int, getter, setter)
