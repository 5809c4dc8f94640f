"""The history of a training as files."""

import csv
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from medseg.files import writing
from medseg.models.package_history import HISTORY
from medseg.training.epoch_scores import EpochScores

EVENTS = "events.jsonl"


def write_history(history: Sequence[EpochScores], folder: Path) -> Path:
    """Write one line an epoch as CSV; an empty cell is a number that was not measured.

    Raises:
        WriteError: The folder cannot be written to.
    """
    with writing(folder / HISTORY) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([field.name for field in fields(EpochScores)])
        table.writerows([_cell(value) for value in asdict(row).values()] for row in history)
    return folder / HISTORY


def read_history(path: Path) -> tuple[EpochScores, ...]:
    """Read what `write_history` wrote; nothing where the file is not there yet."""
    if not path.exists():
        return ()
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def history_to_json(history: Sequence[EpochScores]) -> list[dict[str, float | None]]:
    """Plain values; None for numbers that were not measured."""
    return [{name: None if math.isnan(value) else value for name, value in asdict(row).items()} for row in history]


def history_from_json(rows: Sequence[dict[str, Any]]) -> list[EpochScores]:
    """What `history_to_json` gave."""
    return [_epoch({name: math.nan if value is None else value for name, value in row.items()}) for row in rows]


def tell(folder: Path, event: str, **values: Any) -> None:
    """Add a line to the events, for programs that look on."""
    plain = {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in values.items()}
    with (folder / EVENTS).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": event, **plain}) + "\n")


def _cell(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return "" if math.isnan(value) else f"{value:.6g}"


def _row(row: dict[str, str]) -> EpochScores:
    return _epoch({name: math.nan if text == "" else float(text) for name, text in row.items()})


def _epoch(values: dict[str, Any]) -> EpochScores:
    return EpochScores(**{**values, "epoch": int(values["epoch"])})
