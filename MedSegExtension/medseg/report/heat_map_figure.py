"""Involvement of the lungs as a heat map, seen from the front and from the left."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.records import InvolvementMap, MapView
from medseg.report.drawing import new_figure, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage

NAME = "heat-map"
TITLES = {
    MapView.FRONT: ("Seen from the front", "right", "left"),
    MapView.LEFT: ("Seen from the left", "front", "back"),
}
COLORS = "magma_r"
"""Even in lightness, so that it is told apart in grey and by the colour-blind."""

HEALTHY = 0.93
"""Grey of lung without infection, lighter than the lowest colours."""

MARGIN_MM = 12.0
SCALE_MM = 50.0
MM_PER_IN = 55.0
HEIGHT_IN = 5.2


def write_heat_map(maps: Sequence[InvolvementMap], folder: Path) -> dict[str, Path]:
    """Draw the infected share of the lung on each line of sight through both lungs, and write the numbers beside it.

    Args:
        maps: One a view, none of them empty.
        folder: Where the files go.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    widths = [_extent(view)[1] for view in maps]
    figure = new_figure(1.6 + sum(widths) / MM_PER_IN, HEIGHT_IN)
    panels = figure.subplots(1, len(maps), width_ratios=widths, squeeze=False)[0]
    for axes, view in zip(panels, maps, strict=True):
        drawn = _draw(axes, view)
    bar = figure.colorbar(drawn, ax=list(panels), shrink=0.8, aspect=28, pad=0.02)
    bar.set_label("infected share of the lung on the line of sight, %")
    figure.suptitle("Involvement of the lungs")
    return save_figure(figure, _rows(maps), folder, NAME)


def _draw(axes: "Axes", view: InvolvementMap) -> "AxesImage":
    height, width = (size * mm for size, mm in zip(view.percent.shape, view.cell_mm, strict=True))
    extent = (0.0, width, height, 0.0)
    axes.set_facecolor("white")
    lung = np.where(view.lung_mm > 0, HEALTHY, 1.0)
    axes.imshow(lung, cmap="gray", vmin=0, vmax=1, extent=extent, interpolation="nearest")
    infected = np.where(view.percent > 0, view.percent, np.nan)
    drawn = axes.imshow(infected, cmap=COLORS, vmin=0, vmax=100, extent=extent, interpolation="nearest")
    inside = np.pad(view.lung_mm > 0, 1)  # so that the outline closes where the lungs reach the map's edge
    y, x = ((np.arange(count) - 0.5) * mm for count, mm in zip(inside.shape, view.cell_mm, strict=True))
    axes.contour(x, y, inside, levels=[0.5], colors="black", linewidths=0.8)
    title, near, far = TITLES[view.view]
    axes.set_title(title, fontsize=10)
    (left, wide), (top, high) = _extent(view), _extent(view, rows=True)
    axes.set_xlim(left, left + wide)
    axes.set_ylim(top + high, top)
    axes.set_xticks([left + MARGIN_MM, left + wide - MARGIN_MM], [near, far])
    axes.set_yticks([])
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    _scale_bar(axes, left + MARGIN_MM, top + high - 4.0)
    return drawn


def _scale_bar(axes: "Axes", x: float, y: float) -> None:
    axes.plot([x, x + SCALE_MM], [y, y], color="black", linewidth=2, solid_capstyle="butt")
    axes.text(x + SCALE_MM / 2, y - 2.0, f"{SCALE_MM / 10:g} cm", ha="center", va="bottom", fontsize=8)


def _extent(view: InvolvementMap, *, rows: bool = False) -> tuple[float, float]:
    """Where the lungs begin across or down the map, and how far they reach, in mm with a margin."""
    places = np.flatnonzero((view.lung_mm > 0).any(axis=1 if rows else 0))
    cell = view.cell_mm[0 if rows else 1]
    start, stop = places[0] * cell, (places[-1] + 1) * cell
    below = 2 * MARGIN_MM if rows else MARGIN_MM  # the scale bar stands there
    return float(start - MARGIN_MM), float(stop - start + MARGIN_MM + below)


def _rows(maps: Sequence[InvolvementMap]) -> Iterator[Sequence[object]]:
    """A line for each cell that shows lung."""
    yield "view", "down_mm", "across_mm", "lung_mm", "infected_percent"
    for view in maps:
        for row, column in np.argwhere(view.lung_mm > 0):
            place = (round((row + 0.5) * view.cell_mm[0], 2), round((column + 0.5) * view.cell_mm[1], 2))
            yield view.view, *place, f"{view.lung_mm[row, column]:.2f}", f"{view.percent[row, column]:.3f}"
