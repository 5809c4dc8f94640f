"""The numbers of a cohort as JSON that stands in the page: columns, so that thousands of rows stay small and quick."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from medseg.records import CaseRow
from medseg.report.agreement import Agreement
from medseg.report.cohort_analysis import agree_on_volumes
from medseg.report.cohort_measures import MEASURES, shown_digits
from medseg.report.cohort_table import CohortTable
from medseg.report.involved_numbers import measures_of
from medseg.report.involved_region import InvolvedRegion
from medseg.report.statistics import Interval

SIGNIFICANT = 6  # digits of a number in the page; the CSV has all
ALWAYS = ("case", "method", "segment", "region")
WORDS = ("case", "patient", "group", "source", "method", "segment", "status")
INVOLVED_WORDS = ("case", "patient", "group", "source", "region")


def payload(table: CohortTable, files: Mapping[str, str]) -> str:
    """Everything that the page's tables and charts show, as JSON without a character that ends a script.

    Args:
        table: The cohort.
        files: Pictures beside the page by their key, `picture_key`.
    """
    cohort = table.cohort
    content = {
        "main": table.main_scope,
        "methods": list(table.methods),
        "segments": list(table.scopes),
        "cases": _cases(cohort.rows),
        "involvement": _involvement(cohort.involvement) if cohort.involvement else None,
        "agreement": [_agreement(one) for one in agree_on_volumes(table)],
        "files": dict(files),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _cases(rows: Sequence[CaseRow]) -> dict[str, Any]:
    numbers = [
        {
            "name": one.metric.name,
            "title": one.metric.title,
            "meaning": one.metric.meaning,
            "digits": shown_digits(one.metric.name),
            "share": one.is_share,
            "values": [_plain(float(getattr(row, one.metric.name))) for row in rows],
        }
        for one in MEASURES
    ]
    return {
        "words": _words(rows, WORDS),
        "numbers": _known(numbers),
        "reasons": {str(place): row.reason for place, row in enumerate(rows) if row.reason},
    }


def _involvement(rows: Sequence[InvolvedRegion]) -> dict[str, Any]:
    numbers = [
        {
            "name": one.name,
            "title": one.title,
            "meaning": one.meaning,
            "digits": one.digits,
            "share": False,
            "values": [_plain(row.numbers.get(one.name, math.nan)) for row in rows],
        }
        for one in measures_of(rows)
    ]
    return {"words": _words(rows, INVOLVED_WORDS), "numbers": numbers, "reasons": {}}


def _words(rows: Sequence[Any], names: Iterable[str]) -> list[dict[str, Any]]:
    """Columns of words: the words once, and which of them each row has; what tells nothing is left out."""
    columns = []
    for name in names:
        values = [str(getattr(row, name)) for row in rows]
        is_told = name != "patient" or any(row.patient not in ("", row.case) for row in rows)
        if name in ALWAYS or (is_told and len(set(values)) > 1):
            places = {word: place for place, word in enumerate(dict.fromkeys(values))}
            columns.append({"name": name, "title": name, "values": list(places), "codes": [places[value] for value in values]})
    return columns


def _known(columns: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [column for column in columns if any(value is not None for value in column["values"])]


def _agreement(one: Agreement) -> dict[str, Any]:
    limits = one.limits
    lines = {"bias": limits.bias, "lower": limits.lower, "upper": limits.upper}
    return {"method": one.method, "segment": one.scope, **{name: _interval(interval) for name, interval in lines.items()}}


def _interval(interval: Interval) -> list[float | str | None]:
    return [_plain(value) for value in (interval.estimate, interval.low, interval.high)]


def _plain(value: float) -> float | str | None:
    """A number as JSON has it: None for NaN, words for infinity."""
    if math.isfinite(value):
        return float(f"{value:.{SIGNIFICANT}g}")
    return None if math.isnan(value) else "inf" if value > 0 else "-inf"
