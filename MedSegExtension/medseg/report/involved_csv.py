"""Involvement of the lungs, read from CSV: a row a region a case."""

import csv
import math
from collections.abc import Mapping
from pathlib import Path

from medseg.errors import ReadError
from medseg.report.involved_region import InvolvedRegion

WORDS = ("case", "patient", "group", "source", "method", "region")


def read_involved_csv(path: Path) -> tuple[InvolvedRegion, ...]:
    """Read `involvement.csv`: words first, then numbers; columns of other words are left out, empty cells are NaN.

    Raises:
        ReadError: The file cannot be read, or lacks `case` or `region`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in ("case", "region") if name not in (table.fieldnames or ())]
            if missing:
                raise ReadError(f"Expected the columns case and region in {path.name!r}, got none called {missing[0]!r}.")
            lines = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"Cannot read the table {path.name!r}: {error}. It has to be CSV in UTF-8.") from error
    names = [name for name in (lines[0] if lines else ()) if name and name not in WORDS and _is_numeric(lines, name)]
    return tuple(_region(line, names) for line in lines)


def _region(line: Mapping[str, str | None], names: list[str]) -> InvolvedRegion:
    words = {name: line.get(name) or "" for name in WORDS}
    words["patient"] = words["patient"] or words["case"]
    return InvolvedRegion(**words, numbers={name: _number(line.get(name)) for name in names})


def _is_numeric(lines: list[dict[str, str | None]], name: str) -> bool:
    try:
        return bool([_number(line.get(name)) for line in lines])
    except ValueError:
        return False


def _number(text: str | None) -> float:
    return float(text) if text else math.nan
