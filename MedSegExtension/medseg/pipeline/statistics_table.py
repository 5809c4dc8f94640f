"""Statistics of segments as a table in a file."""

import csv
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from medseg.files.atomic import writing
from medseg.records import MaskStatistics


def write_statistics_csv(statistics: Sequence[MaskStatistics], path: Path) -> Path:
    """Write one row a segment; the columns are the fields of `MaskStatistics`. An intensity that is not defined is `nan`.

    Args:
        statistics: Rows; none gives a table of its head alone.
        path: Where it goes; written aside, then moved.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(MaskStatistics)], lineterminator="\n")
        table.writeheader()
        table.writerows(asdict(row) for row in statistics)
    return path
