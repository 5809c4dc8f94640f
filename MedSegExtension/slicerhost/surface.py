"""What each real CTK and MRML widget shows to scripts: names, signals and default values.

The data, `surface.json`, was read off the real classes. A stand-in hides whatever else it has, so that a script
that works only on the stand-in fails here, too.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("surface.json")


@cache
def _classes() -> dict[str, dict[str, Any]]:
    return json.loads(_FILE.read_text(encoding="utf-8"))


def is_known(class_name: str) -> bool:
    """Whether the surface of a class was recorded."""
    return class_name in _classes()


def class_names() -> tuple[str, ...]:
    """All classes that were recorded, in alphabetical order."""
    return tuple(sorted(_classes()))


def bases(class_name: str) -> tuple[str, ...]:
    """Base classes, nearest first."""
    return tuple(_classes().get(class_name, {}).get("bases", ()))


@cache
def names(class_name: str) -> frozenset[str]:
    """Properties, slots, signals, invokable methods and enumerators of a class and of its recorded bases."""
    entry = _classes().get(class_name, {})
    own = set(entry.get("names", ()))
    return frozenset(own.union(*(names(base) for base in bases(class_name))))


@cache
def signals(class_name: str) -> frozenset[str]:
    """C++ signatures of the signals of a class and of its recorded bases."""
    own = set(_classes().get(class_name, {}).get("signals", ()))
    return frozenset(own.union(*(signals(base) for base in bases(class_name))))


def defaults(class_name: str) -> dict[str, str]:
    """Values of properties right after construction, as text, where they were recorded."""
    inherited: dict[str, str] = {}
    for base in reversed(bases(class_name)):
        inherited |= defaults(base)
    return inherited | _classes().get(class_name, {}).get("defaults", {})
