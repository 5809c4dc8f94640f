"""Lines as a figure."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.optional import require
from medseg.records import Plot, PlotLine
from medseg.report.drawing import MARKERS, PALETTE, STYLES, new_figure, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INSET = (0.3, 0.18, 0.5, 0.5)  # left, bottom, width, height, as shares of the axes
LONG = 44  # letters of a legend's entry that still fit into the axes


def write_plot(plot: Plot, methods: Sequence[str], folder: Path) -> dict[str, Path]:
    """Draw a plot, and write its numbers beside it.

    Args:
        plot: The lines.
        methods: All methods that are compared: each has the same colour in all plots, whether others are there or not.
        folder: Where the files go.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    figure = new_figure(7.6, 4.8 + 0.22 * len(plot.lines))
    axes = figure.add_subplot()
    seen: dict[str, int] = {}
    for line in plot.lines:
        _draw(axes, plot, line, methods.index(line.method), seen.setdefault(line.method, 0))
        seen[line.method] += 1
    axes.set_title(plot.title)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)
    axes.grid(visible=True, alpha=0.25)
    _scale(axes, plot)
    if plot.zoom is not None:
        _draw_larger(axes, plot, methods)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", frameon=False, ncols=_columns(plot))
    return save_figure(figure, _rows(plot), folder, plot.name)


def _draw_larger(axes: "Axes", plot: Plot, methods: Sequence[str]) -> None:
    """Draw a part of the plot again, where the plot itself leaves room, with lines to where it lies."""
    low_x, high_x, low_y, high_y = plot.zoom or (0.0, 1.0, 0.0, 1.0)
    inset = axes.inset_axes(INSET, xlim=(low_x, high_x), ylim=(low_y, high_y))
    seen: dict[str, int] = {}
    for line in plot.lines:
        _draw(inset, plot, line, methods.index(line.method), seen.setdefault(line.method, 0))
        seen[line.method] += 1
    inset.tick_params(labelsize=8)
    inset.grid(visible=True, alpha=0.25)
    axes.indicate_inset_zoom(inset, edgecolor="#666666")


def _draw(axes: "Axes", plot: Plot, line: PlotLine, number: int, turn: int) -> None:
    """A line in its method's colour; the second of one method is thinner and dotted."""
    color = PALETTE[number % len(PALETTE)]
    style = STYLES[number % len(STYLES)] if turn == 0 else ":"
    settings: dict[str, Any] = {"color": color, "linestyle": style, "linewidth": 1.8 if turn == 0 else 1.4, "label": line.label}
    if plot.is_step:
        end = line.x[-1] + (line.x[-1] - line.x[-2] if len(line.x) > 1 else 1.0)  # the last bin has a width too
        axes.step((*line.x, end), (*line.y, line.y[-1]), where="post", **settings)
    else:
        marker = MARKERS[number % len(MARKERS)] if len(line.x) <= 60 else None
        axes.plot(line.x, line.y, marker=marker, markersize=3.5, **settings)
    if line.marked is not None:
        axes.plot(line.x[line.marked], line.y[line.marked], "o", color=color, markersize=8, markeredgecolor="white")


def _scale(axes: "Axes", plot: Plot) -> None:
    if plot.is_share:
        axes.set_xlim(-0.02, 1.02)
    if plot.y_from_data:
        axes.set_ylim(bottom=0.0)
    else:
        axes.set_ylim(plot.y_low - 0.02 * (1 - plot.y_low), 1 + 0.02 * (1 - plot.y_low))
    if plot.x_whole:
        axes.xaxis.set_major_locator(require("matplotlib.ticker", "report").MaxNLocator(integer=True))


def _columns(plot: Plot) -> int:
    longest = max(len(line.label) for line in plot.lines)
    return 1 if longest > LONG or len(plot.lines) == 1 else 2


def _rows(plot: Plot) -> Iterator[Sequence[object]]:
    yield "line", "method", plot.x_label, plot.y_label, "marked"
    for line in plot.lines:
        for number, (x, y) in enumerate(zip(line.x, line.y, strict=True)):
            yield line.label, line.method, x, y, int(number == line.marked)
