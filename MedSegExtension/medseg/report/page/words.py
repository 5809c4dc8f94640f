"""Numbers and words as the page shows them."""

import html
import math
from collections.abc import Container, Iterable, Sequence

from medseg.report.statistics import Interval

DASH = "–"


def safe(text: object) -> str:
    """Text without meaning for HTML, in attributes too."""
    return html.escape(str(text), quote=True)


def number(value: float, digits: int) -> str:
    """A number for people: a dash for what is not defined.

    Example:
        >>> number(0.91249, 3), number(float("nan"), 3), number(float("-inf"), 1), number(-0.04, 1)
        ('0.912', '–', '−∞', '0.0')
    """
    if math.isnan(value):
        return DASH
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if not text.strip("-0.") else text.replace("-", "−")


def span(interval: Interval, digits: int) -> str:
    """The ends of an interval; empty where there is none."""
    if math.isnan(interval.low) or math.isnan(interval.high):
        return ""
    return f"{number(interval.low, digits)} to {number(interval.high, digits)}"


def with_span(interval: Interval, digits: int) -> str:
    """An estimate, and its interval in small letters below, as HTML."""
    ends = span(interval, digits)
    return number(interval.estimate, digits) + (f"<small>{ends}</small>" if ends else "")


def p_value(p: float) -> str:
    """A p value: never 0.

    Example:
        >>> p_value(0.00001), p_value(0.0431), p_value(0.5), p_value(float("nan"))
        ('< 0.001', '0.043', '0.50', '–')
    """
    if math.isnan(p):
        return DASH
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def table(head: Sequence[tuple[str, str]], rows: Iterable[Iterable[str]], words: Container[int] = (0,)) -> str:
    """A table as HTML.

    Args:
        head: Title and definition of each column; the definition is its tooltip.
        rows: Cells as HTML.
        words: Places of the columns that hold words; the others hold numbers.
    """
    titles = "".join(
        f'<th scope="col"{_kind(place, words)}{_tooltip(meaning)}>{safe(title)}</th>'
        for place, (title, meaning) in enumerate(head)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{_kind(place, words)}>{cell}</td>" for place, cell in enumerate(row)) + "</tr>" for row in rows
    )
    return f'<div class="wide"><table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>'


def section(name: str, title: str, *parts: str) -> str:
    """A part of the page, with a heading; empty where it has nothing to say."""
    inside = "".join(parts)
    return f'<section id="{name}"><h2>{safe(title)}</h2>{inside}</section>' if inside else ""


def note(text: str) -> str:
    """A sentence in small letters."""
    return f'<p class="note">{safe(text)}</p>'


def folded(title: str, inside: str, *, is_open: bool = False) -> str:
    """A part that opens at a click."""
    return f"<details{' open' if is_open else ''}><summary>{safe(title)}</summary>{inside}</details>"


def _kind(place: int, words: Container[int]) -> str:
    return "" if place in words else ' class="n"'


def _tooltip(meaning: str) -> str:
    return f' title="{safe(meaning)}"' if meaning else ""
