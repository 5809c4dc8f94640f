"""Records as plain values that JSON holds, and back."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from medseg.errors import ParameterError

Record = TypeVar("Record")


def to_json(value: Any) -> Any:
    """Plain values of a record: dictionaries, lists, texts, numbers, None. NaN and infinity stay what they are.

    Args:
        value: A dataclass of `medseg.records`, or what its fields hold.

    Raises:
        ParameterError: It holds something that JSON does not.

    Example:
        >>> from medseg.records import ThresholdParameters
        >>> to_json(ThresholdParameters(auto="otsu"))["auto"]
        'otsu'
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): to_json(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(part) for part in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise ParameterError(f"Expected a record, texts, numbers, lists or dictionaries, got {type(value).__name__}.")


def from_json(kind: type[Record], values: Mapping[str, Any]) -> Record:
    """A record from the plain values of its fields; those that are not given have their defaults.

    Args:
        kind: A dataclass of `medseg.records`.
        values: Values by the name of the field.

    Raises:
        ParameterError: A name is unknown or missing, or a value is of another kind or out of its range.

    Example:
        >>> from medseg.records import ThresholdParameters
        >>> from_json(ThresholdParameters, {"auto": "otsu"}).auto
        <AutoThreshold.OTSU: 'otsu'>
    """
    if not isinstance(values, Mapping):
        raise ParameterError(f"Expected {kind.__name__} as names and values, got {type(values).__name__}.")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # dataclasses are asked for
    strange = sorted(set(values) - set(known))
    if strange:
        raise ParameterError(f"Expected parameters of {', '.join(known)}, got {', '.join(map(repr, strange))}.")
    required = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    missing = sorted(required - set(values))
    if missing:
        raise ParameterError(f"Expected {', '.join(missing)} for {kind.__name__}, got none.")
    return kind(**{name: _to_kind(hints[name], value, name) for name, value in values.items()})


def _to_kind(kind: Any, value: Any, name: str) -> Any:
    """A value as what its type says."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _to_option(get_args(kind), value, name)
    if origin in (tuple, list):
        return _to_sequence(kind, value, name)
    if origin is dict:
        return dict(_checked(value, Mapping, name))
    if isinstance(kind, type) and is_dataclass(kind):
        return from_json(kind, value)
    return _to_plain(kind, value, name)


def _to_option(kinds: tuple[Any, ...], value: Any, name: str) -> Any:
    """A value that may be None."""
    if value is None and type(None) in kinds:
        return None
    return _to_kind(next(kind for kind in kinds if kind is not type(None)), value, name)


def _to_sequence(kind: Any, value: Any, name: str) -> Any:
    parts = _checked(value, (list, tuple), name)
    inner = [part for part in get_args(kind) if part is not Ellipsis]
    if len(inner) == 1:
        inner = inner * len(parts)
    if len(inner) != len(parts):
        raise ParameterError(f"Expected {len(inner)} values for {name}, got {len(parts)}.")
    return get_origin(kind)(_to_kind(one, part, name) for one, part in zip(inner, parts, strict=True))


def _to_plain(kind: Any, value: Any, name: str) -> Any:
    """A text, a number, a truth value or a choice."""
    if issubclass(kind, Enum):
        choices = [str(member.value) for member in kind]
        if value not in choices:
            raise ParameterError(f"Expected {name} as one of {', '.join(choices)}, got {value!r}.")
        return kind(value)
    if kind is float:
        return float(_checked(value, (int, float), name))
    return _checked(value, kind, name)


def _checked(value: Any, kind: Any, name: str) -> Any:
    """The value, if it is of that kind; a truth value is no number."""
    if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
        return value
    kinds = kind if isinstance(kind, tuple) else (kind,)
    raise ParameterError(f"Expected {name} as {' or '.join(one.__name__ for one in kinds)}, got {value!r}.")
