"""Scores of methods as bars, a panel a metric."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.metrics.comparison_table import scopes, values_of
from medseg.records import Comparison
from medseg.records.metric import Metric
from medseg.records.metrics import COSTS, METRICS, SCORES
from medseg.report.drawing import PALETTE, new_figure, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME = "scores"
COLUMNS = 4
HATCHES = ("", "//", "..", "xx", "\\\\", "++", "oo")


def write_scores(comparison: Comparison, folder: Path) -> dict[str, Path]:
    """Draw a bar for each method and segment, a panel a metric; what is not defined or infinite has no bar.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    shown = scopes(comparison)
    methods = [outcome.method for outcome in comparison.done]
    rows = math.ceil(len(METRICS) / COLUMNS)
    height = 0.7 + 0.2 * len(methods) * max(1, len(shown)) * 0.75
    figure = new_figure(13, 0.8 + rows * max(1.3, height))
    panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
    for panel, metric in zip(panels, METRICS, strict=False):
        _draw(panel, metric, comparison, shown if metric in SCORES else shown[:1])
    for number, panel in enumerate(panels):
        if number % COLUMNS:
            panel.tick_params(labelleft=False)
        if number >= len(METRICS):
            panel.set_visible(False)
    if len(shown) > 1:
        figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", frameon=False, ncols=len(shown))
    return save_figure(figure, _rows(comparison, shown), folder, NAME)


def _draw(axes: "Axes", metric: Metric, comparison: Comparison, shown: Sequence[str]) -> None:
    """Bars of one metric: a group a method, a bar a scope."""
    done = comparison.done
    thickness = 0.8 / len(shown)
    for number, scope in enumerate(shown):
        places = [row + (number - (len(shown) - 1) / 2) * thickness for row in range(len(done))]
        values = [_bar(values_of(outcome, scope)[metric.name]) for outcome in done]
        color = "#888888" if metric in COSTS else PALETTE[number % len(PALETTE)]
        hatch = HATCHES[number % len(HATCHES)]
        axes.barh(places, values, height=0.92 * thickness, color=color, hatch=hatch, edgecolor="white", label=scope)
    axes.set_yticks(range(len(done)), [outcome.method for outcome in done], fontsize=8)
    axes.set_ylim(len(done) - 0.4, -0.6)
    axes.set_title(f"{metric.title} (best: {metric.better})", fontsize=9)
    axes.tick_params(axis="x", labelsize=8)
    if metric in SCORES and not metric.title.endswith(("mm", "%")):
        axes.set_xlim(0, 1)
    axes.grid(visible=True, axis="x", alpha=0.25)


def _bar(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _rows(comparison: Comparison, shown: Sequence[str]) -> Iterator[Sequence[object]]:
    yield "segment", "method", *(metric.title for metric in METRICS)
    for scope in shown:
        for outcome in comparison.outcomes:
            yield scope, outcome.method, *values_of(outcome, scope).values()
