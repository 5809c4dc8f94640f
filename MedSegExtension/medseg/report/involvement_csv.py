"""Involvement of the lungs of a cohort, or of one case, as CSV."""

import csv
import math
from collections.abc import Iterable
from pathlib import Path

from medseg.files.atomic import writing
from medseg.records import Involvement, InvolvementRow

WORDS = ("case", "patient", "group", "source", "method", "region")


def write_involvement(rows: Iterable[InvolvementRow], path: str | Path) -> Path:
    """Write a row a region a case: words first, then the numbers of `Involvement`; empty where one is not known.

    Args:
        rows: Regions of cases.
        path: A CSV file, `involvement.csv` in the folder of a cohort; written aside, then moved.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    path = Path(path)
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([*WORDS, *Involvement.columns()])
        for row in rows:
            table.writerow([*row.words.values(), *map(_cell, row.involvement.numbers.values())])
    return path


def _cell(number: float) -> str:
    """To seven digits: more than voxels tell."""
    return "" if math.isnan(number) else f"{number:.7g}"
