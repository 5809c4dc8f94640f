"""A C++ method as PythonQt shows it."""

import sys
from typing import Any

from slicerhost.pythonqt.binding import shiboken6
from slicerhost.pythonqt.callers import caller_name, is_trusted
from slicerhost.pythonqt.conversions import to_script
from slicerhost.pythonqt.destroyed import destroyed, is_about_destroyed
from slicerhost.pythonqt.overloads import call


class MethodAttribute:
    """Calls a bound C++ method with PythonQt's conversions; its type is named as there."""

    __slots__ = ("_native",)

    def __init__(self, native: Any) -> None:
        self._native = native

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call the method.

        Raises:
            ValueError: If no overload takes these arguments, a script names arguments, or the object is gone.
        """
        if (keywords or self.__name__ == "addAction") and not is_trusted(caller_name(sys._getframe(1))):
            self._refuse(arguments, keywords)
        try:
            return to_script(call(self._native, arguments, keywords))
        except RuntimeError as error:
            if is_about_destroyed(error) and not shiboken6.isValid(self.__self__):
                raise destroyed(f"call '{self.__name__}' on", self.__self__) from None
            raise

    def _refuse(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        """Refuse what only PySide6 takes: arguments by name, and a slot for a new action."""
        if keywords:
            message = f"{self.__name__}() takes no keyword arguments"
            raise ValueError(message)
        if any(callable(argument) for argument in arguments):
            message = f"{self.__name__}() takes no callable: connect 'triggered()' of the action that it returns"
            raise ValueError(message)

    @property
    def __name__(self) -> str:
        """Name of the method."""
        return str(self._native.__name__)

    @property
    def __self__(self) -> Any:
        """The object that the method is bound to."""
        return self._native.__self__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MethodAttribute):
            return NotImplemented
        return self.__self__ is other.__self__ and self.__name__ == other.__name__

    def __hash__(self) -> int:
        return hash((id(self.__self__), self.__name__))

    def __repr__(self) -> str:
        return f"<built-in qt slot {self.__name__} of {type(self.__self__).__name__}>"


MethodAttribute.__name__ = MethodAttribute.__qualname__ = "builtin_qt_slot"
