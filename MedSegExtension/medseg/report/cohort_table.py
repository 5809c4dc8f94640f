"""A cohort's rows, found by method and segment."""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from medseg.records import CaseRow, OutcomeStatus
from medseg.records.comparison import OVERALL
from medseg.report.cohort import Cohort
from medseg.report.statistics import by_patient

Where = Callable[[CaseRow], bool]


class CohortTable:
    """A cohort's rows, found by method and segment, and their numbers by patient.

    Attributes:
        cohort: The cohort.
        methods: Its methods, in their order.
        scopes: What is told apart: all segments together first where there are several, then each; empty without any result.
    """

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.methods = cohort.methods
        self.scopes = _scopes(cohort)

    def rows(self, method: str, scope: str) -> tuple[CaseRow, ...]:
        """The rows of a method's results for a segment, in order; without those of cases that have no result."""
        return tuple(self._index.get((method, scope), ()))

    def numbers(self, name: str, method: str, scope: str, where: Where | None = None) -> dict[str, float]:
        """A number for each patient: the mean of the patient's cases.

        Args:
            name: A field of `CaseRow`.
            method: The method.
            scope: The segment, or `overall`.
            where: Which rows count; all where it is None.
        """
        rows = (row for row in self.rows(method, scope) if where is None or where(row))
        return by_patient((row.patient or row.case, float(getattr(row, name))) for row in rows)

    def failures(self) -> Iterator[CaseRow]:
        """The rows of methods without a result, in order."""
        return (row for row in self.cohort.rows if row.status is not OutcomeStatus.DONE)

    @property
    def main_scope(self) -> str:
        """The segment that is told first."""
        return self.scopes[0] if self.scopes else ""

    @property
    def has_scores(self) -> bool:
        """Whether there was a reference for any case."""
        return any(not math.isnan(row.dice) for row in self.cohort.rows)

    @property
    def has_numbers(self) -> bool:
        """Whether any case has a score or a volume; without either, its pictures and its involvement alone are told."""
        return self.has_scores or any(not math.isnan(row.volume_ml) for row in self.cohort.rows)

    def values_of(self, field: str) -> tuple[str, ...]:
        """What stands in a field of words, such as `group`, sorted; without the empty."""
        return tuple(sorted({word for row in self.cohort.rows if (word := str(getattr(row, field)))}))

    @cached_property
    def cases_of(self) -> Mapping[str, int]:
        """How many cases each method was to do."""
        return {method: len({row.case for row in self.cohort.rows if row.method == method}) for method in self.methods}

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], list[CaseRow]]:
        index: dict[tuple[str, str], list[CaseRow]] = {}
        for row in self.cohort.rows:
            if row.status is OutcomeStatus.DONE:
                index.setdefault((row.method, row.segment), []).append(row)
        return index


def _scopes(cohort: Cohort) -> tuple[str, ...]:
    """One segment and all together are the same: then it alone is told."""
    has_overall = any(row.segment == OVERALL for row in cohort.rows)
    segments = cohort.segments
    return segments if len(segments) == 1 or not has_overall else (OVERALL, *segments)
