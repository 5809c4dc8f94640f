"""Methods compared, as a table for programs."""

import csv
from dataclasses import asdict, fields
from pathlib import Path

from medseg.files.atomic import writing
from medseg.records import Comparison, MethodOutcome, SegmentScores

HEAD = ("case", "method", "spec", "status", "reason", "seconds", "total_seconds", "peak_mb")
SCORES = tuple(field.name for field in fields(SegmentScores))


def write_comparison_csv(comparison: Comparison, path: Path) -> Path:
    """Write a row a segment a method, one overall a method; a method without a result has one row, with the reason.

    Columns are the fields of `MethodOutcome` and `SegmentScores`; NaN is `nan`, infinity `inf`, and empty what is not there.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([*HEAD, *SCORES])
        for outcome in comparison.outcomes:
            for row in outcome.evaluation.rows if outcome.evaluation else (None,):
                table.writerow([*_head(comparison, outcome), *(asdict(row).values() if row else [""] * len(SCORES))])
    return path


def _head(comparison: Comparison, outcome: MethodOutcome) -> list[str | float]:
    costs = (outcome.seconds, outcome.total_seconds, outcome.peak_mb)
    return [comparison.case, outcome.method, outcome.spec, outcome.status.value, outcome.reason, *costs]
