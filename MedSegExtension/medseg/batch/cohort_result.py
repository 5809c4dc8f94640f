"""What came of a cohort."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medseg.batch.cohort_state import CohortState
from medseg.records import CaseRow


@dataclass(frozen=True, kw_only=True)
class CohortResult:
    """What came of a cohort.

    Attributes:
        state: How many cases were done, kept and failed.
        rows: The table: a row a segment a case a method, sorted.
        failures: Rows without a result, with their reasons; of lungs and infection in numbers too.
        files: What was written, by what it is.
    """

    state: CohortState
    rows: tuple[CaseRow, ...]
    failures: tuple[CaseRow, ...]
    files: Mapping[str, Path]
