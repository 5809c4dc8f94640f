"""How good each method of thresholds would be with its bound elsewhere."""

from collections.abc import Iterator, Sequence

import numpy as np

from medseg.metrics.threshold_sweep import sweep_lower_bound, sweep_upper_bound
from medseg.pipeline.plotted_method import PlottedMethod
from medseg.records import ComparedMethod, Plot, PlotLine
from medseg.segment import threshold_bounds
from medseg.types import Floats, Mask
from medseg.volume import Volume

STEPS = 120


def sweep_plot(methods: Sequence[PlottedMethod], image: Volume, reference: Mask, limits: tuple[float, float]) -> Plot:
    """Dice of plain thresholding against the lower bound, the upper one kept.

    A method that has an upper bound alone has a second line, against that.

    Args:
        methods: The methods; those without thresholds have no line.
        image: The image, on the reference's grid.
        reference: Voxels of all segments of the reference.
        limits: Lowest and highest bound that is tried, where the method's own does not lie beyond.
    """
    lines = [line for one in methods if one.about.threshold for line in _lines(one.about, image, reference, limits)]
    unit = " in HU" if image.modality.value == "CT" else ""
    return Plot(
        name="threshold-sweep",
        title="Threshold sweep",
        x_label=f"bound that is moved{unit}",
        y_label="Dice",
        lines=tuple(lines),
        note="Thresholding alone against all segments together, no recipes, no clean-up; a dot marks the method's own bound.",
    )


def _lines(method: ComparedMethod, image: Volume, reference: Mask, limits: tuple[float, float]) -> Iterator[PlotLine]:
    if method.threshold is None:
        return
    lower, upper = threshold_bounds(image, method.threshold)
    label = method.label
    lowers, marked = _bounds(limits[0], limits[1] if upper is None else min(upper, limits[1]), lower)
    if lowers.size:
        kept = "" if upper is None else f", upper kept at {upper:g}"
        dice = sweep_lower_bound(image.array, reference, lowers, upper)
        yield _line(f"{label}: lower bound{kept}", label, lowers, dice, marked)
    if upper is not None and lower is None:
        uppers, marked = _bounds(*limits, upper)
        dice = sweep_upper_bound(image.array, reference, uppers)
        yield _line(f"{label}: upper bound", label, uppers, dice, marked)


def _bounds(low: float, high: float, own: float | None) -> tuple[Floats, int | None]:
    """Bounds to try, ascending, with the method's own among them."""
    places = np.linspace(low, high, STEPS) if low < high else np.empty(0)
    if own is None:
        return places, None
    places = np.unique(np.append(places, own))
    return places, int(np.searchsorted(places, own))


def _line(label: str, method: str, bounds: Floats, dice: Floats, marked: int | None) -> PlotLine:
    return PlotLine(label=label, x=tuple(bounds.tolist()), y=tuple(dice.tolist()), method=method, marked=marked)
