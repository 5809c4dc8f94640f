"""Records as JSON holds them."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from medseg.cli.plain import to_plain
from medseg.volume import Finding, Modality


@dataclass(frozen=True)
class _Record:
    name: str
    numbers: tuple[float, ...]


def test_records_become_dictionaries_to_their_depth() -> None:
    assert to_plain({"a": (_Record("x", (1.5,)), None)}) == {"a": [{"name": "x", "numbers": [1.5]}, None]}


def test_enums_and_paths_become_text() -> None:
    assert to_plain([Modality.CT, Path("a", "b.nrrd")]) == ["CT", str(Path("a", "b.nrrd"))]


def test_numbers_of_numpy_become_python_numbers() -> None:
    plain = to_plain([np.float32(0.5), np.uint8(7), np.bool_(True)])
    assert plain == [0.5, 7, True]
    assert [type(value) for value in plain] == [float, int, bool]


def test_what_json_cannot_hold_is_said_in_its_words() -> None:
    assert to_plain([math.nan, math.inf, -math.inf]) == [None, "Infinity", "-Infinity"]
    assert json.loads(json.dumps(to_plain(np.float64("nan")), allow_nan=False)) is None


def test_a_finding_keeps_its_fields() -> None:
    assert to_plain(Finding("gap", "A gap.", True)) == {"code": "gap", "message": "A gap.", "repaired": True}
