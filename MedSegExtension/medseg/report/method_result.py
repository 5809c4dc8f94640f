"""A method's results on a cohort, in a few numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from medseg.report.statistics import Summary


@dataclass(frozen=True)
class MethodResult:
    """A method's results on a segment of a cohort.

    Attributes:
        method: The method.
        scope: The segment.
        done: Cases with a result for the segment.
        cases: Cases that it was to do.
        patients: Patients of the cases with a result.
        numbers: Each number's summary over patients, by name.
    """

    method: str
    scope: str
    done: int
    cases: int
    patients: int
    numbers: Mapping[str, Summary]
