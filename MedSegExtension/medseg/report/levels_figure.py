"""How infection and density spread from feet to head and from front to back."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.records import LungAxis, LungLevel, LungRegion
from medseg.report.drawing import MARKERS, PALETTE, STYLES, new_figure, save_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME = "distribution"
TITLES = {
    LungAxis.FEET_TO_HEAD: ("From the lungs' base to their top", "tenth of each lung's height, from the base"),
    LungAxis.FRONT_TO_BACK: ("From front to back", "tenth of each lung's depth, from the front"),
}


def write_levels(levels: Sequence[LungLevel], folder: Path) -> dict[str, Path]:
    """Draw infected share and mean HU of ten slabs of each lung, and write the numbers beside it.

    Args:
        levels: Of each region along each axis; not none.
        folder: Where the files go.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    axes_told = [axis for axis in LungAxis if any(level.axis is axis for level in levels)]
    has_infection = any(not math.isnan(level.infection_ml) for level in levels)
    numbers = [("infection_percent", "infected %")] * has_infection + [("mean_hu", "mean HU")]
    figure = new_figure(4.6 * len(axes_told), 2.9 * len(numbers) + 0.6)
    panels = figure.subplots(len(numbers), len(axes_told), squeeze=False, sharex=True, sharey="row")
    for column, axis in enumerate(axes_told):
        panels[0, column].set_title(TITLES[axis][0], fontsize=10)
        panels[-1, column].set_xlabel(TITLES[axis][1])
        for row, (name, _) in enumerate(numbers):
            _draw(panels[row, column], [level for level in levels if level.axis is axis], name)
    for row, (name, words) in enumerate(numbers):
        panels[row, 0].set_ylabel(words)
        if name == "infection_percent":
            panels[row, 0].set_ylim(bottom=0)
    figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="outside lower center", frameon=False, ncols=3)
    return save_figure(figure, _rows(levels), folder, NAME)


def _draw(axes: "Axes", levels: Sequence[LungLevel], name: str) -> None:
    for number, region in enumerate(LungRegion):
        mine = [level for level in levels if level.region is region]
        axes.plot(
            [level.level for level in mine],
            [getattr(level, name) for level in mine],
            color=PALETTE[(-1, 0, 1)[number]],
            linestyle=STYLES[number],
            marker=MARKERS[number],
            markersize=3.5,
            label=region.value,
        )
    axes.set_xticks(range(1, 11))
    axes.grid(visible=True, alpha=0.25)


def _rows(levels: Sequence[LungLevel]) -> Iterator[Sequence[object]]:
    yield "region", "axis", "level", "lung_ml", "infection_ml", "infection_percent", "mean_hu"
    for level in levels:
        numbers = (level.lung_ml, level.infection_ml, level.infection_percent, level.mean_hu)
        yield level.region, level.axis, level.level, *("" if math.isnan(number) else f"{number:.7g}" for number in numbers)
