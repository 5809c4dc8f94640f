"""Distributions as a figure: boxes with all points, a colour and a marker a method."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medseg.report.drawing import MARKERS, PALETTE, new_figure, save_figure
from medseg.report.spread import Spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GOLDEN = 0.6180339887498949  # steps of a sequence that never clusters (Weyl)
BINS = 24


def write_spreads(name: str, y_label: str, spreads: Sequence[Spread], folder: Path, *, is_share: bool = False) -> dict[str, Path]:
    """Draw numbers by category and method, and write them beside the figure.

    A box reaches from quartile to quartile, its line is the median, whiskers reach to the farthest number within 1.5 times the
    box's height; every number is a point, spread out as wide as there are many alike.

    Args:
        name: Name of the files without their suffix.
        y_label: What the numbers are, with their unit.
        spreads: The numbers; an empty one leaves its place free.
        folder: Where the files go.
        is_share: Whether numbers lie between 0 and 1; then the axis ends at 1.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    categories = list(dict.fromkeys(spread.category for spread in spreads))
    methods = list(dict.fromkeys(spread.method for spread in spreads))
    figure = new_figure(min(max(3.0 + 0.75 * len(spreads), 5.0), 13.0), 4.6)
    axes = figure.add_subplot()
    is_dodged = len(spreads) > len(categories)  # else a category is a method, and has its place for itself
    step = 0.8 / len(methods) if is_dodged else 0.6
    for spread in spreads:
        number = methods.index(spread.method)
        aside = (number - (len(methods) - 1) / 2) * step if is_dodged else 0.0
        _draw(axes, categories.index(spread.category) + aside, step, spread, number)
    axes.set_xticks(range(len(categories)), [textwrap.fill(category, 18) for category in categories])
    axes.set_xlim(-0.6, len(categories) - 0.4)
    axes.set_ylabel(y_label)
    axes.grid(visible=True, axis="y", alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    if is_share:
        axes.set_ylim(top=1.02)
    if is_dodged:
        figure.legend(
            *axes.get_legend_handles_labels(), loc="outside lower center", frameon=False, markerscale=1.8, ncols=_columns(methods)
        )
    return save_figure(figure, _rows(spreads, y_label), folder, name)


def _draw(axes: "Axes", place: float, width: float, spread: Spread, number: int) -> None:
    """One box with its points, and how many are infinite."""
    values = np.asarray(spread.values, dtype=np.float64)
    finite = values[np.isfinite(values)]
    color = PALETTE[number % len(PALETTE)]
    has_label = spread.method not in axes.get_legend_handles_labels()[1]
    axes.plot(
        place + 0.42 * width * _sideways(finite),
        finite,
        MARKERS[number % len(MARKERS)],
        color=color,
        markersize=3.6 if finite.size <= 200 else 2.2,
        alpha=0.65,
        markeredgewidth=0,
        label=spread.method if has_label else None,
        zorder=2,
    )
    if finite.size:
        line = {"color": "black", "linewidth": 1.1}
        axes.boxplot(
            [finite], positions=[place], widths=0.5 * width, showfliers=False, manage_ticks=False, zorder=3,
            boxprops=line, whiskerprops=line, capprops=line, medianprops={"color": "black", "linewidth": 2.4},
        )  # fmt: skip
    infinite = int(np.count_nonzero(np.isinf(values)))
    if infinite:
        axes.annotate(f"{infinite} ∞", (place, 1.0), xycoords=("data", "axes fraction"), ha="center", va="bottom", fontsize=8)


def _sideways(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far to a side each point goes, from -1 to 1: farther where there are many alike, and always the same."""
    if not values.size:
        return values
    counts, edges = np.histogram(values, bins=BINS)
    share = counts[np.clip(np.searchsorted(edges, values, side="right") - 1, 0, BINS - 1)] / counts.max()
    turn = np.argsort(np.argsort(values, kind="stable"), kind="stable") * GOLDEN % 1.0
    return np.asarray((2 * turn - 1) * np.sqrt(share), dtype=np.float64)


def _columns(methods: Sequence[str]) -> int:
    return 1 if max(map(len, methods)) > 36 else min(len(methods), 3)


def _rows(spreads: Sequence[Spread], y_label: str) -> Iterator[Sequence[object]]:
    yield "category", "method", "case", y_label
    for spread in spreads:
        for case, value in zip(spread.cases, spread.values, strict=True):
            yield spread.category, spread.method, case, value
