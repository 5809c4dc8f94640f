"""What is not done, what numbers mean, and how it was made."""

import platform
from collections.abc import Iterator, Mapping
from typing import Any

from medseg import __version__
from medseg.report.cohort_measures import MEASURES
from medseg.report.cohort_table import CohortTable
from medseg.report.involved_numbers import measures_of
from medseg.report.page.words import folded, safe, section, table

SHOWN_FAILURES = 200


def failure_section(data: CohortTable) -> str:
    """Cases of methods that have no result, and why."""
    rows = list(data.failures())
    if not rows:
        return ""
    lines = [tuple(map(safe, (row.case, row.method, row.status.value, row.reason))) for row in rows[:SHOWN_FAILURES]]
    more = f"<p class='note'>The first {SHOWN_FAILURES} of {len(rows)}; the table of all cases has the others.</p>"
    inside = table((("case", ""), ("method", ""), ("status", ""), ("reason", "")), lines, words=range(4))
    return section("failures", f"Without a result: {len(rows)}", inside, more if len(rows) > SHOWN_FAILURES else "")


def meaning_section(data: CohortTable) -> str:
    """The definition of every number."""
    told = [(one.metric.title, one.metric.meaning) for one in MEASURES] if data.methods else []
    told += [(one.title, one.meaning) for one in measures_of(data.cohort.involvement)]
    terms = "".join(f"<dt>{safe(title)}</dt><dd>{safe(meaning)}</dd>" for title, meaning in told)
    return section("meaning", "What the numbers are", folded("Definitions", f"<dl>{terms}</dl>"))


def provenance_section(data: CohortTable, figures: Mapping[str, Mapping[str, str]]) -> str:
    """Versions, parameters, hashes and machine, as they were written with the cohort; and the figures beside the page."""
    made = {"report": {"medseg": __version__, "python": platform.python_version()}}
    lines = [(safe(name), f"<code>{safe(value)}</code>") for name, value in _flat({**data.cohort.provenance, **made})]
    told = table((("entry", ""), ("value", "")), lines, words=range(2))
    return section("provenance", "How it was made", folded("Provenance", told), _figures(figures))


def _figures(figures: Mapping[str, Mapping[str, str]]) -> str:
    from medseg.report.cohort_figures import figure_title

    items = "".join(
        f"<li>{safe(figure_title(name))}: "
        + ", ".join(f'<a href="{safe(path)}">{safe(suffix.upper())}</a>' for suffix, path in made.items())
        + "</li>"
        for name, made in figures.items()
    )
    return folded("Figures for print, with their numbers", f"<ul>{items}</ul>") if items else ""


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Nested values as rows: names joined by dots."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(inner, Mapping | list) for inner in value):
        for place, inner in enumerate(value):
            yield from _flat(inner, f"{name}.{place + 1}")
    else:
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else value
