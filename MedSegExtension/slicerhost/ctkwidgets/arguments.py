"""Constructors of C++ widgets take other first arguments than a parent."""

from typing import Any


def split_parent(arguments: tuple[Any, ...], kind: type | tuple[type, ...]) -> tuple[Any, Any]:
    """Tells apart `Widget()`, `Widget(parent)`, `Widget(first)` and `Widget(first, parent)`.

    Args:
        arguments: What the constructor was called with.
        kind: The type of `first`.

    Returns:
        `first` or None, and the parent or None.
    """
    if arguments and isinstance(arguments[0], kind):
        return arguments[0], arguments[1] if len(arguments) > 1 else None
    return None, arguments[0] if arguments else None
