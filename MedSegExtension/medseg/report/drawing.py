"""Figures by matplotlib, without pyplot: nothing global, and no window."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.files.atomic import writing
from medseg.optional import require

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's colours without the yellow, which is lost on white."""

STYLES = ("-", "--", "-.", (0, (6, 1.5, 1, 1.5, 1, 1.5)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DPI = 150
SVG_SALT = "medseg"  # the same figure is the same file


def new_figure(width_in: float, height_in: float) -> "Figure":
    """An empty figure with a canvas of its own.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    figure: Figure = require("matplotlib.figure", "report").Figure(figsize=(width_in, height_in), layout="constrained")
    require("matplotlib.backends.backend_agg", "report").FigureCanvasAgg(figure)
    return figure


def save_figure(figure: "Figure", rows: Iterable[Sequence[object]], folder: Path, name: str) -> dict[str, Path]:
    """Write a figure as PNG and SVG, and its numbers as CSV beside it.

    Args:
        figure: The figure.
        rows: Its numbers, the head first.
        folder: Where they go; made where it is missing.
        name: Name of the files without their suffix.

    Returns:
        The files by suffix.

    Raises:
        WriteError: They cannot be written.
    """
    _lay_out(figure)
    paths = {suffix: folder / f"{name}.{suffix}" for suffix in ("png", "svg", "csv")}
    with writing(paths["png"]) as temporary:
        figure.savefig(temporary, dpi=DPI, metadata={"Software": None})
    with writing(paths["svg"]) as temporary, require("matplotlib", "report").rc_context({"svg.hashsalt": SVG_SALT}):
        figure.savefig(temporary, metadata={"Date": None, "Creator": None})
    with writing(paths["csv"]) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return paths


def _lay_out(figure: "Figure") -> None:
    """Arrange a figure once, for both files: it takes longer than drawing."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine("none")
