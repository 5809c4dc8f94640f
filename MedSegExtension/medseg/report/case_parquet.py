"""A cohort's rows as Parquet, for programs."""

from collections.abc import Sequence
from pathlib import Path

from medseg.files.atomic import writing
from medseg.optional import require
from medseg.records import CaseRow
from medseg.report.case_csv import column_kinds

EXTRA = "batch"


def write_case_parquet(rows: Sequence[CaseRow], path: Path) -> Path:
    """Write rows with the columns `CaseRow.columns()`: text, 64-bit numbers (NaN stays NaN) and counts (None is null).

    Raises:
        MissingDependencyError: pyarrow is not installed.
        WriteError: The file cannot be written.
    """
    arrow = require("pyarrow", EXTRA)
    parquet = require("pyarrow.parquet", EXTRA)
    arrow_kinds = {float: arrow.float64(), int: arrow.int64()}
    columns = {
        name: arrow.array(
            [_plain(getattr(row, name), kind) for row in rows], type=arrow_kinds.get(kind, arrow.string()), from_pandas=False
        )
        for name, kind in column_kinds().items()
    }
    with writing(path) as temporary:
        parquet.write_table(arrow.table(columns), temporary, compression="zstd")
    return path


def _plain(value: object, kind: type) -> object:
    return value if kind in (float, int) else str(value)
