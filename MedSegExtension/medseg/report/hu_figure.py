"""Density of the lungs as a histogram, with the bands of aeration."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from medseg.records import HuHistogram, LungRegion
from medseg.report.drawing import PALETTE, new_figure, save_figure

NAME = "hu-histogram"
EDGES_HU = (-900, -500, -100, 100)
BANDS = ("hyper-\ninflated", "normally\naerated", "poorly\naerated", "non-\naerated", "above")
LUNG, INFECTION = PALETTE[0], PALETTE[1]


def write_hu_histogram(histograms: Sequence[HuHistogram], folder: Path) -> dict[str, Path]:
    """Draw the density of both lungs and of the infection in them; the numbers beside it hold each lung too.

    Args:
        histograms: One a region.
        folder: Where the files go.

    Returns:
        PNG, SVG and CSV by suffix.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        WriteError: The files cannot be written.
    """
    both = next(histogram for histogram in histograms if histogram.region is LungRegion.BOTH)
    figure = new_figure(7.6, 4.4)
    axes = figure.add_subplot()
    edges = np.asarray(both.edges_hu)
    axes.stairs(both.lung_ml, edges, color=LUNG, linewidth=1.6, label="lungs")
    if not np.isnan(both.infection_ml).any():
        axes.stairs(both.infection_ml, edges, color=INFECTION, fill=True, alpha=0.45)
        axes.stairs(both.infection_ml, edges, color=INFECTION, linewidth=1.2, linestyle="--", label="infection in them")
    for edge in EDGES_HU:
        axes.axvline(edge, color="0.45", linewidth=0.8, linestyle=":")
    for words, low, high in zip(BANDS, (edges[0], *EDGES_HU), (*EDGES_HU, edges[-1]), strict=True):
        axes.text((low + high) / 2, 1.01, words, ha="center", va="bottom", fontsize=8, transform=axes.get_xaxis_transform())
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(bottom=0)
    axes.set_xlabel("HU")
    axes.set_ylabel(f"ml in {edges[1] - edges[0]:g} HU")
    axes.legend(frameon=False)
    figure.suptitle("Density of the lungs")
    return save_figure(figure, _rows(histograms), folder, NAME)


def _rows(histograms: Sequence[HuHistogram]) -> Iterator[Sequence[object]]:
    """A line a bin; the first and the last bin hold what lies beyond, too."""
    yield "region", "from_hu", "to_hu", "lung_ml", "infection_ml"
    for histogram in histograms:
        edges = histogram.edges_hu
        for low, high, lung, some in zip(edges, edges[1:], histogram.lung_ml, histogram.infection_ml, strict=False):
            yield histogram.region, low, high, f"{lung:.7g}", "" if np.isnan(some) else f"{some:.7g}"
