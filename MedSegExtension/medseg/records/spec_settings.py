"""Settings of an operation, written as `name=value`."""

import math
from collections.abc import Iterable, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from medseg.errors import ParameterError

YES, NO = ("", "yes", "true", "1"), ("no", "false", "0")


def read_settings(texts: Iterable[str], records: Sequence[type[Any]], without: Sequence[str]) -> dict[str, Any]:
    """Read settings as fields of parameter dataclasses; a switch may stand alone, without `=yes`.

    Args:
        texts: `keep-largest=2`, `flips`; names as the command line has them.
        records: The dataclasses whose fields may be set.
        without: Fields that may not.

    Returns:
        Values by the names of the fields, of the fields' types; ranges are checked by the dataclasses.

    Raises:
        ParameterError: An unknown name, one given twice, or a value of another type.
    """
    known = {name: hint for record in records for name, hint in get_type_hints(record, include_extras=True).items()}
    known = {name: hint for name, hint in known.items() if name not in without}
    found: dict[str, Any] = {}
    for text in texts:
        written, equals, value = text.strip().partition("=")
        name = written.replace("-", "_")
        if name not in known or name in found:
            names = ", ".join(name.replace("_", "-") for name in known)
            problem = "one setting twice" if name in found else f"{written!r}"
            raise ParameterError(f"Expected settings of {names}; got {problem}.")
        found[name] = _value(written, value if equals else "", _plain_type(known[name]))
    return found


def _plain_type(hint: Any) -> type[Any]:
    """The type of a field without its limits and without None."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    return hint  # type: ignore[no-any-return]


def _value(name: str, text: str, kind: type[Any]) -> Any:
    if kind is bool:
        if text.lower() not in (*YES, *NO):
            raise ParameterError(f"Expected {name} or {name}=no, got {name}={text}.")
        return text.lower() in YES
    try:
        value = kind(text)
    except ValueError as error:
        choices = f" as one of {', '.join(member.value for member in kind)}" if issubclass(kind, Enum) else " as a number"
        raise ParameterError(f"Expected {name}{choices}, got {text!r}.") from error
    if isinstance(value, float) and not math.isfinite(value):
        raise ParameterError(f"Expected {name} as a number, got {text!r}.")
    return value
