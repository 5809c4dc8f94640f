"""How PythonQt turns Python values into C++ ones, and back: more forgiving than PySide6."""

import numbers
from collections.abc import Callable
from typing import Any


def to_int(value: Any) -> int:
    """Cut a number to an integer; text is refused.

    Raises:
        TypeError: If the value is no number.
    """
    if isinstance(value, numbers.Number) or hasattr(value, "__index__"):
        return int(value)  # type: ignore[call-overload]
    message = f"expected a number, got {type(value).__name__}"
    raise TypeError(message)


def to_float(value: Any) -> float:
    """Make a float of a number; text is refused.

    Raises:
        TypeError: If the value is no number.
    """
    if isinstance(value, str):
        message = "expected a number, got str"
        raise TypeError(message)
    return float(value)


_BY_CPP_TYPE: dict[str, Callable[[Any], Any]] = {
    "bool": bool,
    "int": to_int,
    "uint": to_int,
    "qlonglong": to_int,
    "qulonglong": to_int,
    "double": to_float,
    "float": to_float,
    "QString": str,
}


def converter(cpp_type: str) -> Callable[[Any], Any] | None:
    """Give the function that PythonQt applies to values for a C++ type, if it has one."""
    return _BY_CPP_TYPE.get(cpp_type)


def to_script(value: Any) -> Any:
    """Show a C++ value to a script: Qt's lists are tuples."""
    return tuple(value) if type(value) is list else value
