"""What each real CTK and MRML widget shows to scripts: names, signals and default values.

The data, `surface.json`, was read off the real classes. A stand-in hides whatever else it has, so that a script
that works only on the stand-in fails here, too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("surface.json")


@dataclass(frozen=True)
class Surface:
    """What one class declares itself, without its bases.

    Attributes:
        bases: Base classes, nearest first, as far as they are known.
        names: Properties, slots, signals, invokable methods and enumerators.
        signals: C++ signatures of the signals, normalised.
        defaults: Values of properties right after construction, as text.
    """

    bases: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    signals: frozenset[str] = frozenset()
    defaults: Mapping[str, str] = field(default_factory=dict)


@cache
def _classes() -> dict[str, Surface]:
    entries = json.loads(_FILE.read_text(encoding="utf-8"))
    return {name: _surface(**entry) for name, entry in entries.items()}


def _surface(bases: str = "", names: str = "", signals: str = "", defaults: Mapping[str, str] | None = None) -> Surface:
    """Unpack an entry: names that are signals, or have a default value, stand there only."""
    signatures = frozenset(signals.split())
    named = {signature.partition("(")[0] for signature in signatures}
    return Surface(tuple(bases.split()), frozenset({*names.split(), *named, *(defaults or {})}), signatures, defaults or {})


def is_known(class_name: str) -> bool:
    """Whether the surface of a class was recorded."""
    return class_name in _classes()


def class_names() -> tuple[str, ...]:
    """All classes that were recorded, in alphabetical order."""
    return tuple(sorted(_classes()))


def declared(class_name: str) -> Surface:
    """What a class declares itself; nothing where it was not recorded."""
    return _classes().get(class_name, Surface())


def bases(class_name: str) -> tuple[str, ...]:
    """Base classes, nearest first."""
    return declared(class_name).bases


@cache
def lineage(class_name: str) -> tuple[str, ...]:
    """A class and all classes that it is said to derive from."""
    found = [class_name]
    for base in bases(class_name):
        found += [name for name in lineage(base) if name not in found]
    return tuple(found)


@cache
def names(class_name: str) -> frozenset[str]:
    """Properties, slots, signals, invokable methods and enumerators of a class and of its recorded bases."""
    return frozenset().union(*(declared(name).names for name in lineage(class_name)))


@cache
def signals(class_name: str) -> frozenset[str]:
    """C++ signatures of the signals of a class and of its recorded bases."""
    return frozenset().union(*(declared(name).signals for name in lineage(class_name)))


def defaults(class_name: str) -> dict[str, str]:
    """Values of properties right after construction, as text, where they were recorded."""
    return {key: value for name in reversed(lineage(class_name)) for key, value in declared(name).defaults.items()}
