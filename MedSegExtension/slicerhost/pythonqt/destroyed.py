"""Objects whose C++ half is gone while Python still holds the other one."""

from typing import Any

_WORDS = "already deleted"


class DestroyedObjectError(ValueError, RuntimeError):
    """A C++ object that is gone is used: a ValueError, as in PythonQt, and a RuntimeError, as in PySide6."""


def is_about_destroyed(error: RuntimeError) -> bool:
    """Whether PySide6 raised an error because a C++ object is gone."""
    return _WORDS in str(error) and not isinstance(error, DestroyedObjectError)


def destroyed(action: str, instance: Any) -> DestroyedObjectError:
    """The error for an object that is gone.

    Args:
        action: What was tried, for instance ``read property 'text' from``.
        instance: The object.
    """
    return DestroyedObjectError(f"Trying to {action} a destroyed {type(instance).__name__} object")
