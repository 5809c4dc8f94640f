"""Cases from a table: a row a case."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from medseg.errors import InputError
from medseg.records.cohort_case import CohortCase

COLUMNS = ("image", "reference", "case", "patient", "group", "source")
DELIMITERS = (",", ";", "\t")


def read_table(path: Path) -> Iterator[CohortCase]:
    """Cases from a CSV table with the column `image`, and `reference`, `case`, `patient`, `group` and `source` where they are.

    Commas, semicolons or tabs part the columns, whichever the head has most of. Paths are from the table's own folder. One that
    leads nowhere is a case that fails.

    Raises:
        InputError: The table cannot be read, lacks the column, or a row has no image.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Cannot read the table {path.name!r}: it has to be CSV in UTF-8.") from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    rows = csv.DictReader(lines, delimiter=max(DELIMITERS, key=head.count), skipinitialspace=True)
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    if "image" not in names:
        raise InputError(f"Expected the column 'image' in {path.name!r}, got {', '.join(names) or 'none'}.")
    for row in rows:
        yield _case({name: (row.get(names.get(name, "")) or "").strip() for name in COLUMNS}, path, rows.line_num)


def _case(row: Mapping[str, str], path: Path, line: int) -> CohortCase:
    if not row["image"]:
        raise InputError(f"Expected an image in line {line} of {path.name!r}, got none.")
    return CohortCase(
        image=path.parent / row["image"],
        reference=path.parent / row["reference"] if row["reference"] else None,
        name=row["case"],
        patient=row["patient"],
        group=row["group"],
        source=row["source"],
    )
