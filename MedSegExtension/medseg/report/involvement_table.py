"""Involvement of the lungs as a table for people: a row a number, a column a region."""

import math
from collections.abc import Sequence

from medseg.records import INVOLVEMENT_MEASURES, Involvement


def involvement_table(rows: Sequence[Involvement]) -> list[tuple[str, ...]]:
    """The head, then a row a number that is known of any region.

    Args:
        rows: The regions, in the order of the columns.
    """
    known = [measure for measure in INVOLVEMENT_MEASURES if any(not math.isnan(getattr(row, measure.name)) for row in rows)]
    head = ("", *(row.region.value for row in rows))
    return [head, *((measure.title, *(_text(getattr(row, measure.name), measure.digits) for row in rows)) for measure in known)]


def _text(number: float, digits: int) -> str:
    return "-" if math.isnan(number) else f"{number:.{digits}f}"
