"""A cohort's folder: `cases.csv`, `cases.parquet`, `involvement.csv`, `provenance.json` and a folder a case."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from medseg.errors import MissingDependencyError, ReadError
from medseg.records import CaseRow
from medseg.report.case_csv import read_case_csv, write_case_csv
from medseg.report.case_parquet import write_case_parquet
from medseg.report.cohort import Cohort
from medseg.report.involved_csv import read_involved_csv

CSV = "cases.csv"
PARQUET = "cases.parquet"
INVOLVEMENT = "involvement.csv"
PROVENANCE = "provenance.json"
CASES = "cases"
THUMBNAIL = ".png"


def write_cohort(rows: Iterable[CaseRow], folder: str | Path) -> dict[str, Path]:
    """Write a cohort's table as CSV, and as Parquet where pyarrow is installed; each whole or not at all.

    Args:
        rows: The rows, in the order in which they shall stand.
        folder: The cohort's folder; made where it is missing. Tables that are there are replaced.

    Returns:
        The files by their kind: `csv`, and `parquet` where it was written.

    Raises:
        WriteError: A file cannot be written.
    """
    kept = tuple(rows)
    paths = {"csv": write_case_csv(kept, Path(folder) / CSV)}
    parquet = Path(folder) / PARQUET
    try:
        paths["parquet"] = write_case_parquet(kept, parquet)
    except MissingDependencyError:
        parquet.unlink(missing_ok=True)  # of an earlier run: two tables that differ are worse than one
    return paths


def read_cohort(folder: str | Path) -> Cohort:
    """Read a cohort's folder.

    Args:
        folder: A folder with `cases.csv`; `involvement.csv`, `provenance.json` and pictures are read where they are.

    Returns:
        The cohort; pictures are looked for only, not read.

    Raises:
        ReadError: There is no table, or a file of the folder is not what its name promises.
    """
    place = Path(folder)
    rows = read_case_csv(place / CSV) if (place / CSV).is_file() else ()
    involvement = read_involved_csv(place / INVOLVEMENT) if (place / INVOLVEMENT).is_file() else ()
    if not rows and not involvement:
        raise ReadError(
            f"Expected a cohort's folder with rows in {CSV} or {INVOLVEMENT}, got {place.name!r} without. "
            "Give the folder that `medseg batch -o` wrote."
        )
    return Cohort(rows=rows, involvement=involvement, thumbnails=_thumbnails(place, rows), provenance=_provenance(place))


def file_word(text: str) -> str:
    """A name for a case's folder or a method's files, of letters that any system takes.

    Example:
        >>> file_word("threshold -1000 to -400"), file_word("U-Net lungs (2)"), file_word("../case 7")
        ('threshold--1000-to--400', 'u-net-lungs-2', 'case-7')
    """
    return re.sub(r"[^a-z0-9.+-]+", "-", text.lower()).strip("-.") or "-"


def case_folder(folder: str | Path, case: str) -> Path:
    """Where a case's own files stand in a cohort's folder; a case that is called as a path cannot lead out of it."""
    plain = re.fullmatch(r"[\w+-][\w.+ -]*", case)
    return Path(folder) / CASES / (case if plain and not case.endswith((".", " ")) else file_word(case))


def thumbnail_file(folder: str | Path, case: str, method: str) -> Path:
    """Where the picture of a method's result on a case stands."""
    return case_folder(folder, case) / (file_word(method) + THUMBNAIL)


def _thumbnails(folder: Path, rows: Iterable[CaseRow]) -> Mapping[tuple[str, str], Path]:
    pairs = dict.fromkeys((row.case, row.method) for row in rows)
    places = {pair: thumbnail_file(folder, *pair) for pair in pairs}
    return {pair: path for pair, path in places.items() if path.is_file()}


def _provenance(folder: Path) -> Mapping[str, Any]:
    path = folder / PROVENANCE
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"Expected JSON in {path.name!r}, got something else. Run `medseg batch` again, or remove it.") from error
    if not isinstance(found, dict):
        raise ReadError(f"Expected an object in {path.name!r}, got {type(found).__name__}. Run `medseg batch` again.")
    return found
