"""A cohort's rows as CSV: a row a segment a case a method."""

import csv
import types
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

from medseg.errors import ReadError
from medseg.files.atomic import writing
from medseg.records import CaseRow

NEEDED = ("case", "method")
WANTED = {int: "a whole number", float: "a number"}


def write_case_csv(rows: Iterable[CaseRow], path: Path) -> Path:
    """Write rows with the columns `CaseRow.columns()`; NaN is `nan`, infinity `inf`, None empty; the file is whole or not there.

    Raises:
        WriteError: The file cannot be written.
    """
    columns = CaseRow.columns()
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows([getattr(row, column) for column in columns] for row in rows)
    return path


def read_case_csv(path: Path) -> tuple[CaseRow, ...]:
    """Read rows; columns may stand in any order, and what is missing has the value that `CaseRow` begins with.

    Where `patient` is empty it is the case's name, and where `volume_ml` is missing it is `prediction_ml`.

    Raises:
        ReadError: The file cannot be read, lacks a column that is needed, or holds what is not a number where one is expected.
    """
    kinds = column_kinds()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
            if missing:
                raise ReadError(f"Expected the columns {', '.join(NEEDED)} in {path.name!r}, got none called {missing[0]!r}.")
            return tuple(_row(line, kinds, path.name, table.line_num) for line in table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"Cannot read the table {path.name!r}: {error}. It has to be CSV in UTF-8.") from error


def column_kinds() -> Mapping[str, type]:
    """The type of each column: text, number or count."""
    hints = get_type_hints(CaseRow)
    return {name: _kind(hints[name]) for name in CaseRow.columns()}


def _kind(hint: Any) -> type:
    """The type without None."""
    found = next(kind for kind in get_args(hint) if kind is not type(None)) if isinstance(hint, types.UnionType) else hint
    return found if isinstance(found, type) else str


def _row(line: Mapping[str, str | None], kinds: Mapping[str, type], name: str, number: int) -> CaseRow:
    values: dict[str, Any] = {}
    for column, kind in kinds.items():
        text = line.get(column)
        if text:
            values[column] = _value(text, kind, f"{column} in line {number} of {name!r}")
    for needed in NEEDED:
        if needed not in values:
            raise ReadError(f"Expected a name under {needed} in line {number} of {name!r}, got nothing.")
    begun = {"patient": values["case"]}
    if "prediction_ml" in values:
        begun["volume_ml"] = values["prediction_ml"]
    return CaseRow(**{**begun, **values})


def _value(text: str, kind: type, where: str) -> Any:
    try:
        return kind(text)
    except ValueError as error:
        wanted = WANTED.get(kind, "done, missing or failed")
        raise ReadError(f"Expected {wanted} for {where}, got {text!r}. Mend the table, or write it again.") from error
