"""Parameter packs made from the engine's parameter dataclasses: names, defaults, ranges and words stand there, once.

A parameter node holds numbers that may be left out (`float | None`) as plain numbers, because Slicer connects no widget to an
optional one:

- a number with a smallest value of 0 or more is 0 where it is left out (`spacing_mm`);
- any other has a second parameter that says whether it counts, such as `fill_value_given`.
"""

import enum
import inspect
import math
import types
import typing
from dataclasses import MISSING, Field, fields
from typing import Annotated, Any

from slicer.i18n import tr as _
from slicer.parameterNodeWrapper import WithinRange, parameterPack

from medseg.records import Limits
from MedSegModuleLib.recordEnums import TWINS

GIVEN = "_given"
RECORD = "medsegRecord"


def makePack(name: str, record: type, only: tuple[str, ...] = (), **defaults: Any) -> type:
    """Make a parameter pack from a parameter dataclass.

    Args:
        name: Name of the pack.
        record: The dataclass.
        only: Its fields that are taken; all by default.
        **defaults: Defaults that differ from the dataclass's.

    Returns:
        A pack with the dataclass's field names, for `describe` and `toRecord` too.
    """
    hints = typing.get_type_hints(record, include_extras=True)
    members: dict[str, Any] = {"__doc__": inspect.getdoc(record), "__module__": __name__, RECORD: staticmethod(lambda: record)}
    annotations: dict[str, Any] = {}
    for field in fields(record):
        if not only or field.name in only:
            kind, optional, limits = _takenApart(hints[field.name])
            annotations[field.name] = _annotated(kind, optional, limits)
            members[field.name] = _default(kind, defaults.get(field.name, _ownDefault(field)))
            if optional and not _zeroIsFree(kind, limits):
                annotations[field.name + GIVEN], members[field.name + GIVEN] = bool, False
    return parameterPack(type(name, (), {**members, "__annotations__": annotations}))


def toRecord(pack: Any, **more: Any) -> Any:
    """The dataclass with the values of a pack.

    Args:
        pack: A pack made by `makePack`, or one of a parameter node.
        **more: Further fields of the dataclass.

    Raises:
        ParameterError: The values contradict each other, or one is out of its range.
    """
    record = pack.medsegRecord()
    hints = typing.get_type_hints(record, include_extras=True)
    values = {name: _value(pack, name, hints[name]) for name in pack.allParameters if not name.endswith(GIVEN)}
    return record(**(values | more))


def describe(pack: Any, name: str) -> str:
    """What a parameter does, with its unit and range: the tooltip of its control.

    Args:
        pack: A pack made by `makePack`.
        name: Name of the parameter, such as `opening_mm`.
    """
    record = pack.medsegRecord()
    kind, optional, limits = _takenApart(typing.get_type_hints(record, include_extras=True)[name])
    text = _(attributeTexts(record)[name])
    if limits is None:
        return text
    span = _("{minimum} to {maximum} {unit}").format(
        minimum=f"{limits.minimum:g}", maximum=f"{limits.maximum:,.10g}", unit=limits.unit
    )
    left_out = _("; 0 leaves it to MedSeg") if optional and _zeroIsFree(kind, limits) else ""
    return f"{text}\n({span.strip()}{left_out})"


def attributeTexts(record: type) -> dict[str, str]:
    """What the docstring of a dataclass says of each of its fields, a line each."""
    found: dict[str, str] = {}
    names, current = {field.name for field in fields(record)}, ""
    for line in (inspect.getdoc(record) or "").partition("Attributes:")[2].splitlines():
        name, colon, text = line.strip().partition(": ")
        if colon and name in names:
            current = name
            found[current] = text
        elif current and line.strip():
            found[current] += f" {line.strip()}"
    return {name: text.replace("`", "") for name, text in found.items()}


def _takenApart(hint: Any) -> tuple[type, bool, Limits | None]:
    """The plain type, whether None is allowed, and the limits."""
    limits = next((part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Limits)), None)
    plain = hint.__origin__ if limits is not None else hint
    parts = typing.get_args(plain) if typing.get_origin(plain) in (typing.Union, types.UnionType) else (plain,)
    kinds = [part for part in parts if part is not type(None)]
    return kinds[0], len(kinds) < len(parts), limits


def _zeroIsFree(kind: type, limits: Limits | None) -> bool:
    """Whether 0 can stand for "left out"; choices are never left out of a pack."""
    return issubclass(kind, enum.Enum) or (limits is not None and limits.minimum >= 0)


def _annotated(kind: type, optional: bool, limits: Limits | None) -> Any:
    if issubclass(kind, enum.Enum):
        return TWINS[kind]
    if limits is None or not (math.isfinite(limits.minimum) and math.isfinite(limits.maximum)):
        return kind
    return Annotated[kind, WithinRange(kind(0 if optional else limits.minimum), kind(limits.maximum))]


def _ownDefault(field: "Field[Any]") -> Any:
    return None if field.default is MISSING else field.default


def _default(kind: type, value: Any) -> Any:
    if issubclass(kind, enum.Enum):
        choice = TWINS[kind]
        return next(iter(choice)) if value is None else choice[value.name]
    return kind() if value is None else kind(value)


def _value(pack: Any, name: str, hint: Any) -> Any:
    kind, optional, limits = _takenApart(hint)
    value = pack.getValue(name)
    if issubclass(kind, enum.Enum):
        return kind[value.name]
    if optional and _zeroIsFree(kind, limits):
        return value or None
    if optional and not pack.getValue(name + GIVEN):
        return None
    return value
