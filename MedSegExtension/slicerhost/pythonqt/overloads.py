"""Picks an overload of a C++ function as PythonQt does: where no argument list fits, one that can be made to fit."""

import inspect
from collections.abc import Callable, Iterator
from enum import IntEnum, IntFlag
from typing import Any

from slicerhost.pythonqt.conversions import to_float, to_int

# Words of PySide6 and of Python's own argument parsing.
_MISMATCHES = (
    "called with wrong argument",
    "takes exactly",
    "takes no",
    "takes at",
    "takes from",
    "expected at",
    "not enough arguments",
)
_BY_ANNOTATION: dict[Any, Callable[[Any], Any]] = {bool: bool, int: to_int, float: to_float, str: str}


def is_mismatch(error: TypeError) -> bool:
    """Whether an error says that arguments do not fit a C++ function."""
    return any(words in str(error) for words in _MISMATCHES)


def call(function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any] | None = None, described_by: Any = None) -> Any:
    """Call a C++ function; arguments that do not fit are converted as PythonQt does.

    Args:
        function: What is called.
        arguments: Positional arguments.
        keywords: Arguments by name, passed as they are.
        described_by: What the signatures are read from, where that is not the function itself.

    Raises:
        ValueError: If no overload takes the arguments.
    """
    try:
        return function(*arguments, **(keywords or {}))
    except TypeError as error:
        if not is_mismatch(error):
            raise
    for candidate in _converted(described_by or function, arguments):
        try:
            return function(*candidate, **(keywords or {}))
        except TypeError as error:
            if not is_mismatch(error):
                raise
    kinds = ", ".join(type(argument).__name__ for argument in arguments)
    name = getattr(described_by or function, "__name__", str(function))
    message = f"Could not find matching overload for given arguments: expected another call of {name}, got {name}({kinds})"
    raise ValueError(message)


def signatures(function: Any) -> list[inspect.Signature]:
    """Signatures of all overloads, as far as they are known."""
    # slow to import, and only needed where something does not fit
    from shibokensupport.signature import get_signature

    found = get_signature(_declared(function))
    return [found] if isinstance(found, inspect.Signature) else list(found or ())


def _declared(function: Any) -> Any:
    """The method in the class that declares it: of inherited bound methods the signature is not found."""
    owner, name = type(getattr(function, "__self__", None)), getattr(function, "__name__", "")
    return next((vars(base)[name] for base in owner.__mro__ if name in vars(base)), function)


def _converted(function: Any, arguments: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for signature in signatures(function):
        kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        parameters = [entry for entry in signature.parameters.values() if entry.kind in kinds and entry.name != "self"]
        required = sum(entry.default is inspect.Parameter.empty for entry in parameters)
        if required <= len(arguments) <= len(parameters):
            try:
                yield tuple(_fit(argument, entry.annotation) for argument, entry in zip(arguments, parameters, strict=False))
            except (TypeError, ValueError):
                continue


def _fit(argument: Any, annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, IntEnum | IntFlag):
        return annotation(to_int(argument))
    convert = _BY_ANNOTATION.get(annotation)
    return argument if convert is None else convert(argument)
