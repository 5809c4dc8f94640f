"""The numbers of a comparison's plots."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from medseg.filters.intensity import robust_range
from medseg.metrics import SurfaceDistances, surface_distances
from medseg.metrics.comparison import comparisons
from medseg.metrics.detection import detection_curves
from medseg.metrics.detection_curves import DetectionCurves
from medseg.metrics.distance_shares import distance_shares
from medseg.metrics.parts import pair_segments
from medseg.metrics.region import find_region
from medseg.metrics.slice_dice import slice_dice
from medseg.pipeline.compared_masks import ComparedMasks
from medseg.pipeline.plotted_method import PlottedMethod
from medseg.pipeline.sweep_plot import sweep_plot
from medseg.pipeline.training_plots import training_plots
from medseg.records import EvaluationParameters, Plot, PlotLine, Progress
from medseg.types import Floats, Mask
from medseg.volume import Geometry, Modality, Segmentation, Volume

FEWEST_BINS, MOST_BINS = 6, 30
WORST_OF_BEST = 5.0  # the bins go up to so many times what 99% of the best method's surface lies within
CLOSE = 0.95  # curves of so much area lie in a corner
CORNER = 0.1
DARKEST_HU = -1024  # air is -1000 HU
TOGETHER = "All segments together."
WAYS = ("to the patient's left (-) or right (+)", "to the back (-) or front (+)", "to the feet (-) or head (+)")


def make_plots(
    methods: Sequence[PlottedMethod],
    volume: Volume,
    reference: Segmentation,
    parameters: EvaluationParameters,
    progress: Progress,
) -> tuple[Plot, ...]:
    """Measure what the plots show.

    Args:
        methods: Methods that have a segmentation.
        volume: The image.
        reference: The segmentation that is held to be true.
        parameters: How segments are paired, and where accuracy counts.
        progress: Told before each plot.

    Returns:
        Dice by slice (for an image of several), spread of surface distances, sweep of the thresholds, ROC and precision-recall
        (for methods that gave probabilities), and how networks were trained; a plot without a line is left out.
    """
    progress(0.0, "Pairing the segments")
    compared = [_compared(one, reference, parameters) for one in methods]
    image = _image_on_grid(volume, reference.geometry)
    plots: list[Plot] = []
    progress(0.2, "Dice of each slice")
    if reference.geometry.shape[0] > 1:
        plots.append(_slices(compared, reference.geometry))
    progress(0.3, "Surface distances")
    plots.append(_distances(compared, reference.geometry, parameters))
    progress(0.7, "Sweeping the thresholds")
    plots.append(sweep_plot(methods, image, reference.union(), _limits(image)))
    progress(0.9, "ROC and precision-recall")
    plots.extend(_detection(compared, image, parameters))
    plots.extend(training_plots([one.about for one in methods]))
    return tuple(plot for plot in plots if plot.lines)


def _compared(one: PlottedMethod, reference: Segmentation, parameters: EvaluationParameters) -> ComparedMasks:
    from medseg.filters.resample import resample_segmentation, resample_volume

    found, maps = one.segmentation, one.probabilities
    if not reference.geometry.matches(found.geometry):
        found = resample_segmentation(found, reference.geometry)
        maps = {name: resample_volume(image, reference.geometry) for name, image in maps.items()}
    prediction, actual, pairs = pair_segments(found, reference, parameters)
    overall = comparisons(prediction, actual, pairs)[-1]
    chosen = [maps[name] for name in overall.predicted if name in maps] or list(maps.values())
    probability = replace(chosen[0], array=np.maximum.reduce([image.array for image in chosen])) if chosen else None
    return ComparedMasks(one.label, _union(prediction, overall.predicted), _union(actual, overall.actual), probability)


def _union(segmentation: Segmentation, names: tuple[str, ...]) -> Mask:
    return segmentation.selected(list(names)).union() if names else np.zeros(segmentation.geometry.shape, np.bool_)


def _image_on_grid(volume: Volume, geometry: Geometry) -> Volume:
    from medseg.filters.resample import resample_volume

    return volume if geometry.matches(volume.geometry) else resample_volume(volume, geometry)


def _limits(image: Volume) -> tuple[float, float]:
    """Bounds worth trying: of a CT none among the numbers with which scanners fill what lies outside their circle."""
    inside = np.isfinite(image.array)
    if image.modality is Modality.CT:
        inside &= image.array >= DARKEST_HU
    return robust_range(image.array[inside])


def _slices(compared: Sequence[ComparedMasks], geometry: Geometry) -> Plot:
    axis = int(np.argmax(np.abs(geometry.directions_ras[:, 2])))
    middle = (np.array(geometry.shape[::-1]) - 1) / 2
    indices = np.tile(middle, (geometry.shape[0], 1))
    indices[:, 2] = np.arange(geometry.shape[0])
    places = geometry.to_ras(indices)[:, axis]
    order = np.argsort(places)
    lines = [_line(one.method, places[order], slice_dice(one.prediction, one.reference)[order], one.method) for one in compared]
    return Plot(
        name="dice-by-slice",
        title="Dice by slice position",
        x_label=f"position of the slice in mm, {WAYS[axis]}",
        y_label="Dice",
        lines=tuple(lines),
        note=f"{TOGETHER} Slices where neither the method nor the reference has a voxel are left out.",
    )


def _distances(compared: Sequence[ComparedMasks], geometry: Geometry, parameters: EvaluationParameters) -> Plot:
    found = [surface_distances(one.prediction, one.reference, geometry.spacing_mm, parameters.surface) for one in compared]
    edges = _edges(_reach(found), min(geometry.spacing_mm))
    lines = [
        _line(one.method, edges[:-1], 100 * distance_shares(distances, edges), one.method)
        for one, distances in zip(compared, found, strict=True)
        if distances.is_defined
    ]
    return Plot(
        name="surface-distances",
        title="Distances between the surfaces",
        x_label="distance to the other surface in mm",
        y_label="share of both surfaces in %",
        lines=tuple(lines),
        y_from_data=True,
        is_step=True,
        note=f"{TOGETHER} The last bin holds all that is farther.",
    )


def _edges(reach: float, spacing_mm: float) -> Floats:
    """Edges of bins that are no narrower than a voxel: between the distances that its corners allow the others would be empty."""
    return np.linspace(0.0, reach, int(np.clip(reach / spacing_mm, FEWEST_BINS, MOST_BINS)) + 1)


def _reach(found: Sequence[SurfaceDistances]) -> float:
    """Up to where the bins go: a bad method, or a stray voxel, shall not squeeze what good methods do into the first bin."""
    parts = [np.concatenate([part for part, _ in distances.directions]) for distances in found]
    finite = [part[np.isfinite(part)] for part in parts]
    ends = [float(np.percentile(part, 99)) for part in finite if part.size]
    return min(max(ends), WORST_OF_BEST * min(ends)) or max(ends) or 1.0 if ends else 1.0


def _detection(compared: Sequence[ComparedMasks], image: Volume, parameters: EvaluationParameters) -> Iterator[Plot]:
    found: dict[str, DetectionCurves] = {}
    chosen, region = find_region(parameters.region, image) if any(one.probability for one in compared) else ("image", None)
    for one in compared:
        if one.probability is not None:
            within = None if region is None else region | one.reference | one.prediction
            found[one.method] = detection_curves(_limited(one.probability.array), one.reference, within)
    note = f"{TOGETHER} Voxels within the {chosen}; cuts in steps of 0.001."
    roc = [_line(_named(name, "area", c.roc_area), c.false_positive_rate, c.sensitivity, name) for name, c in found.items()]
    precision = [
        _line(_named(name, "average", c.average_precision), c.sensitivity, c.precision, name) for name, c in found.items()
    ]
    yield Plot(
        name="roc",
        title="ROC",
        x_label="false positive rate (1 - specificity)",
        y_label="sensitivity",
        lines=tuple(roc),
        is_share=True,
        zoom=(0.0, CORNER, 1 - CORNER, 1.0) if _is_close([c.roc_area for c in found.values()]) else None,
        note=note,
    )
    yield Plot(
        name="precision-recall",
        title="Precision and recall",
        x_label="recall (sensitivity)",
        y_label="precision",
        lines=tuple(precision),
        is_share=True,
        zoom=(1 - CORNER, 1.0, 1 - CORNER, 1.0) if _is_close([c.average_precision for c in found.values()]) else None,
        note=note,
    )


def _is_close(areas: Sequence[float]) -> bool:
    return bool(areas) and all(area > CLOSE for area in areas)


def _limited(array: Floats) -> Floats:
    """Probabilities that interpolation or rounding may have taken a hair beyond 0 and 1."""
    return np.asarray(np.clip(array, 0.0, 1.0))


def _named(method: str, what: str, value: float) -> str:
    return method if math.isnan(value) else f"{method} ({what} {value:.4f})"


def _line(label: str, x: Floats, y: Floats, method: str) -> PlotLine:
    return PlotLine(label=label, x=tuple(x.tolist()), y=tuple(y.tolist()), method=method)
