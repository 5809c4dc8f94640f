"""Which numbers of involvement there are, and what they mean."""

import math
from collections.abc import Sequence

from medseg.records.involvement_measures import INVOLVEMENT_MEASURES
from medseg.records.measure import Measure
from medseg.report.involved_region import InvolvedRegion

FIRST_REGION = "Both lungs"
MAIN = ("infection_percent", "infection_ml", "ground_glass_percent", "consolidation_percent", "severity_score", "mean_hu")
KNOWN = {measure.name: measure for measure in INVOLVEMENT_MEASURES}


def measures_of(rows: Sequence[InvolvedRegion]) -> tuple[Measure, ...]:
    """The numbers that any row has, the known ones first in their order; others are called as their columns."""
    there = dict.fromkeys(name for row in rows for name, value in row.numbers.items() if not math.isnan(value))
    others = [Measure(name, name.replace("_", " "), 2, "a column of the table that is not explained here") for name in there]
    return (*(KNOWN[name] for name in KNOWN if name in there), *(measure for measure in others if measure.name not in KNOWN))


def main_numbers(rows: Sequence[InvolvedRegion]) -> tuple[tuple[str, str], ...]:
    """Name and title of the numbers that are drawn."""
    return tuple((measure.name, measure.title) for measure in measures_of(rows) if measure.name in MAIN)
