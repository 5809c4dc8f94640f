"""Involvement of the lungs, as a page in Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from medseg import __version__
from medseg.files.atomic import writing
from medseg.records import INVOLVEMENT_MEASURES, Involvement
from medseg.report.involvement_table import involvement_table

FIGURES = {
    "heat-map": "Where it is",
    "distribution": "How it spreads",
    "hu-histogram": "Density",
}


def write_involvement_page(
    rows: Sequence[Involvement], found_by: Mapping[str, str], path: Path, figures: Mapping[str, Mapping[str, str]]
) -> Path:
    """Write the table, the figures, and what each number is.

    Args:
        rows: The regions.
        found_by: What found lungs and infection, and what the severity score adds, by what it is.
        path: Where the page goes; written aside, then moved.
        figures: Files of each figure by suffix, relative to the page, by the figure's name.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary:
        temporary.write_text("\n\n".join(_sections(rows, found_by, figures)) + "\n", encoding="utf-8")
    return path


def _sections(
    rows: Sequence[Involvement], found_by: Mapping[str, str], figures: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    yield "# Lungs and infection in numbers"
    yield f"Made by medseg {__version__}. For research, not for diagnosis."
    yield "\n".join(f"- {name}: {words}" for name, words in found_by.items())
    table = involvement_table(rows)
    rule = ("---", *("--:",) * len(rows))
    yield "\n".join("| " + " | ".join(row) + " |" for row in (table[0], rule, *table[1:]))
    yield "A dash stands for what is not known."
    for name, made in figures.items():
        yield f"## {FIGURES[name]}"
        yield f"![{FIGURES[name]}]({made['png']})"
        yield ", ".join(f"[{suffix.upper()}]({file})" for suffix, file in made.items())
    yield "## What the numbers are"
    shown = {row[0] for row in table}
    yield "\n".join(f"- {measure.title}: {measure.meaning}." for measure in INVOLVEMENT_MEASURES if measure.title in shown)
