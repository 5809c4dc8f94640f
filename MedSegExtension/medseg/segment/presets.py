"""The presets that come with MedSeg."""

import json
from functools import cache
from importlib import resources
from typing import Any

from medseg.errors import ParameterError
from medseg.segment.preset import Preset, Recipe
from medseg.volume import Code, Coding, Segment


def load_presets() -> dict[str, Preset]:
    """Read the presets from `medseg/data/presets.json`, by name, in the file's order."""
    return dict(_presets())


def find_preset(name: str) -> Preset:
    """The preset of a name; upper case, spaces and underscores do not matter.

    Raises:
        ParameterError: There is none of that name.
    """
    presets = _presets()
    key = name.strip().lower().replace(" ", "-").replace("_", "-")
    if key not in presets:
        raise ParameterError(f"Expected a preset of {', '.join(presets)}, got {name!r}.")
    return presets[key]


@cache
def _presets() -> dict[str, Preset]:
    text = resources.files("medseg").joinpath("data", "presets.json").read_text(encoding="utf-8")
    return {entry["name"]: _preset(entry) for entry in json.loads(text)["presets"]}


def _preset(entry: dict[str, Any]) -> Preset:
    return Preset(
        name=entry["name"],
        recipe=Recipe(entry["recipe"]),
        lower_hu=entry["lower_hu"],
        upper_hu=entry["upper_hu"],
        opening_mm=entry["opening_mm"],
        segments=tuple(_segment(part) for part in entry["segments"]),
        description=entry["description"],
        source=entry["source"],
    )


def _segment(entry: dict[str, Any]) -> Segment:
    red, green, blue = (part / 255 for part in entry["color"])
    codes = {role: _code(*entry[role]) for role in ("category", "type", "type_modifier", "region") if role in entry}
    return Segment(entry["name"], (red, green, blue), Coding(**codes))


def _code(value: str, meaning: str, scheme: str = "SCT") -> Code:
    return Code(scheme, value, meaning)
