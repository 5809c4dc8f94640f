"""Values out of JSON, each of the kind that is expected, or an error that names the place."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from medseg.errors import ModelError

T = TypeVar("T", str, bool, int)


class JsonFields:
    """The members of a JSON object, read one by one.

    Attributes:
        place: Where the object stands, such as `model.json: input`; begins every message.
    """

    def __init__(self, values: object, place: str) -> None:
        if not isinstance(values, Mapping):
            raise ModelError(f"{place}: expected an object, got {_kind(values)}.")
        self._values: Mapping[str, Any] = values
        self.place = place

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def all(self) -> Mapping[str, Any]:
        """All members, as they are."""
        return self._values

    def get(self, name: str, kind: type[T], default: T | None = None) -> T:
        """A text, a switch or a whole number.

        Raises:
            ModelError: It is missing and there is no default, or is of another kind.
        """
        value = self._values.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._wrong(name, {str: "a text", bool: "true or false", int: "a whole number"}[kind], value)
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """A finite number."""
        value = self._values.get(name, default)
        if not is_number(value):
            raise self._wrong(name, "a number", value)
        return float(value)

    def numbers(self, name: str, counts: Sequence[int]) -> tuple[float, ...] | None:
        """A list of so many finite numbers; None where there is none or null."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, list | tuple) or len(value) not in counts or not all(map(is_number, value)):
            raise self._wrong(name, f"a list of {' or '.join(map(str, counts))} numbers", value)
        return tuple(map(float, value))

    def objects(self, name: str) -> tuple[Any, ...]:
        """A list of anything; empty where there is none."""
        value = self._values.get(name, [])
        if not isinstance(value, list | tuple):
            raise self._wrong(name, "a list", value)
        return tuple(value)

    def mapping(self, name: str, *, default: bool = False) -> Mapping[str, Any]:
        """An object, read-only; an empty one where there is none and `default` allows that."""
        value = self._values.get(name, {} if default else None)
        if not isinstance(value, Mapping):
            raise self._wrong(name, "an object", value)
        return MappingProxyType(dict(value))

    def one_of(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        """A word of a list."""
        value = self._values.get(name, default)
        if value not in choices:
            raise self._wrong(name, f"one of {', '.join(map(repr, choices))}", value)
        return str(value)

    def _wrong(self, name: str, expected: str, value: object) -> ModelError:
        return ModelError(f"{self.place}: expected {expected} for {name!r}, got {_kind(value)}.")


def is_number(value: object) -> bool:
    """Whether a value of JSON is a finite number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _kind(value: object) -> str:
    """A value in a few words: models come from strangers, and their texts may be long."""
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
