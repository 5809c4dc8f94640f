"""Methods compared, as a page in Markdown."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from medseg import __version__
from medseg.files.atomic import writing
from medseg.metrics.comparison_table import comparison_table, scopes
from medseg.records import Comparison, Plot
from medseg.records.metrics import METRICS
from medseg.records.table_cell import TableCell

Files = Mapping[str, str]
"""Paths relative to the page, by what they are."""


def write_comparison_page(
    comparison: Comparison, path: Path, files: Files, figures: Mapping[str, Files], plots: tuple[Plot, ...] = ()
) -> Path:
    """Write the table, the picture and the plots.

    Args:
        comparison: The scores.
        path: Where the page goes; written aside, then moved.
        files: What was written beside it; the picture under `picture`.
        figures: Files of each figure by suffix (`png`, `svg`, `csv`), by the figure's name.
        plots: What the figures show, for their titles and notes.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary:
        temporary.write_text("\n\n".join(_sections(comparison, files, figures, plots)) + "\n", encoding="utf-8")
    return path


def _sections(comparison: Comparison, files: Files, figures: Mapping[str, Files], plots: tuple[Plot, ...]) -> Iterator[str]:
    yield "# Methods compared on one case"
    yield f"Made by medseg {__version__}. For research, not for diagnosis."
    rows = comparison_table(comparison)
    for scope in scopes(comparison):
        yield f"## {_plain(scope)}"
        yield _table([(method, cells) for place, method, cells in rows if place == scope])
    yield "The best of each column is bold; a dash stands for what is not defined, or was not measured."
    without = [outcome for outcome in comparison.outcomes if not outcome.is_done]
    if without:
        yield "## Without a result"
        yield "\n".join(f"- {_plain(outcome.method)} ({outcome.status}): {_plain(outcome.reason)}" for outcome in without)
    notes = [f"- {_plain(outcome.method)}: {_plain(note)}" for outcome in comparison.outcomes for note in outcome.notices]
    if notes:
        yield "## Notes"
        yield "\n".join(notes)
    if "picture" in files:
        yield "## Side by side"
        yield f"![Methods and where they agree with the reference]({files['picture']})"
    titles = {plot.name: (plot.title, plot.note) for plot in plots}
    for name, made in figures.items():
        title, note = titles.get(name, ("Scores", ""))
        yield f"## {title}"
        yield f"![{title}]({made['png']})"
        yield f"{note} {_links(made)}".strip()
    yield "## What the columns are"
    yield "\n".join(f"- {metric.title}: {metric.meaning}; best is {metric.better}" for metric in METRICS)
    yield from _method(comparison)
    yield "## Files"
    yield "\n".join(f"- [{_plain(name)}]({file})" for name, file in files.items())


def _method(comparison: Comparison) -> Iterator[str]:
    """How it was measured."""
    done = comparison.done
    if done and done[0].evaluation:
        scores = done[0].evaluation
        yield (
            f"Accuracy and specificity count within the {scores.region}; surfaces are {scores.surface}, "
            f"the tolerance of the surface Dice {scores.tolerance_mm:g} mm."
        )
    measured = dict.fromkeys(outcome.measured for outcome in comparison.outcomes if outcome.measured)
    if measured:
        yield "Seconds and memory: " + "; or ".join(measured) + "."


def _table(rows: list[tuple[str, tuple[TableCell, ...]]]) -> str:
    head = ["method", *(metric.title for metric in METRICS)]
    rule = ["---"] + ["--:"] * len(METRICS)
    body = [[_plain(method), *(f"**{cell.text}**" if cell.is_best else cell.text for cell in cells)] for method, cells in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *body))


def _links(made: Files) -> str:
    return ", ".join(f"[{suffix.upper()}]({file})" for suffix, file in made.items())


def _plain(text: str) -> str:
    """Words that Markdown takes as they are."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#" else letter for letter in text)
