"""What the cases of a cohort are ranked by."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from medseg.records import CaseRow
from medseg.records.involvement import LungRegion
from medseg.records.involvement_measures import INVOLVEMENT_MEASURES
from medseg.report.cohort_measures import BY_NAME, shown_digits
from medseg.report.cohort_table import CohortTable

INFECTED = "infection_percent"


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """What cases are ranked by.

    Attributes:
        value_of: The number of a case, by its row for the segment that is told first; NaN where it has none.
        title: What the number is called, with its unit.
        meaning: What it is.
        digits: Its decimals.
        lowest: What the cases with the lowest numbers are called.
        highest: What those with the highest are called.
        outline: What is outlined in the pictures.
    """

    value_of: Callable[[CaseRow], float]
    title: str
    meaning: str
    digits: int
    lowest: str
    highest: str
    outline: str = "the reference, where there is one"


def find_ranking(table: CohortTable) -> Ranking:
    """Dice; without a reference the volume; without sizes of pixels the infected share of the lungs, where it was measured."""
    if table.has_scores:
        return _by_column("dice", "Worst", "Best")
    both = [row for row in table.cohort.involvement if row.region == LungRegion.BOTH.value]
    infected = {(row.case, row.method): row.numbers.get(INFECTED, math.nan) for row in both}
    if not infected or table.has_numbers:
        return _by_column("volume_ml", "Smallest", "Largest")
    measure = next(measure for measure in INVOLVEMENT_MEASURES if measure.name == INFECTED)
    return Ranking(
        value_of=lambda row: infected.get((row.case, row.method), math.nan),
        title=measure.title,
        meaning=measure.meaning,
        digits=measure.digits,
        lowest="Least",
        highest="Most",
        outline="the lungs",
    )


def _by_column(name: str, lowest: str, highest: str) -> Ranking:
    metric = BY_NAME[name].metric
    return Ranking(
        value_of=lambda row: float(getattr(row, name)),
        title=metric.title,
        meaning=metric.meaning,
        digits=shown_digits(name),
        lowest=lowest,
        highest=highest,
    )
