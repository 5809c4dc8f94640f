"""Bland and Altman's plots: a panel a method, a marker a segment."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.report.agreement import Agreement
from medseg.report.drawing import MARKERS, PALETTE, new_figure, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME = "bland-altman"
COLUMNS = 3
UNIT = "ml"


def write_agreements(agreements: Sequence[Agreement], folder: Path) -> dict[str, Path]:
    """Draw the volumes' differences over their means for methods of one segment, with bias and limits and their intervals.

    Args:
        agreements: One a method, all of one segment.
        folder: Where the files go.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    columns = min(COLUMNS, len(agreements))
    rows = math.ceil(len(agreements) / columns)
    figure = new_figure(1.2 + 4.2 * columns, 0.4 + 3.6 * rows)
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True).ravel()
    for number, (panel, agreement) in enumerate(zip(panels, agreements, strict=False)):
        _draw(panel, agreement, number)
        if number % columns == 0:
            panel.set_ylabel(f"method - reference, {UNIT}")
    for panel in panels[len(agreements) :]:
        panel.set_visible(False)
    return save_figure(figure, _rows(agreements), folder, NAME)


def _draw(axes: "Axes", agreement: Agreement, number: int) -> None:
    means = [(row.prediction_ml + row.reference_ml) / 2 for row in agreement.rows]
    differences = [row.volume_difference_ml for row in agreement.rows]
    color = PALETTE[number % len(PALETTE)]
    axes.plot(means, differences, MARKERS[number % len(MARKERS)], color=color, markersize=4, alpha=0.7, markeredgewidth=0)
    limits = agreement.limits
    lines = (("bias", limits.bias, "-"), ("+1.96 SD", limits.upper, "--"), ("-1.96 SD", limits.lower, "--"))
    for words, interval, style in lines:
        if math.isnan(interval.estimate):
            continue
        axes.axhline(interval.estimate, color="black", linestyle=style, linewidth=1.2)
        if not math.isnan(interval.low):
            axes.axhspan(interval.low, interval.high, color="black", alpha=0.08, linewidth=0)
        is_bias = words == "bias"  # at the other side: the three lines may be near to each other
        axes.annotate(
            f"{words} {interval.estimate:.1f}",
            (0.01 if is_bias else 1.0, interval.estimate),
            xycoords=("axes fraction", "data"),
            ha="left" if is_bias else "right",
            va="top" if words.startswith("-") else "bottom",
            fontsize=8,
            bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.5},
        )
    axes.set_title(agreement.method, fontsize=10)
    axes.set_xlabel(f"mean of both, {UNIT}")
    axes.grid(visible=True, alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)


def _rows(agreements: Sequence[Agreement]) -> Iterator[Sequence[object]]:
    yield "method", "segment", "case", "patient", "method ml", "reference ml", "mean ml", "difference ml"
    for agreement in agreements:
        for row in agreement.rows:
            mean = (row.prediction_ml + row.reference_ml) / 2
            volumes = (row.prediction_ml, row.reference_ml, mean, row.volume_difference_ml)
            yield agreement.method, agreement.scope, row.case, row.patient or row.case, *volumes
