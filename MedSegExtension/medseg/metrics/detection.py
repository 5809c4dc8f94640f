"""ROC and precision-recall of a map of probabilities."""

import numpy as np

from medseg.errors import InputError
from medseg.metrics.detection_curves import DetectionCurves
from medseg.types import Floats, Mask, Voxels

CUTS = 1001  # from 1 to 0 in steps of a thousandth


def detection_curves(probability: Voxels, reference: Mask, region: Mask | None = None) -> DetectionCurves:
    """Count at each cut of a map of probabilities what it finds and what it finds wrongly.

    Args:
        probability: Probabilities, 0 to 1, (k, j, i) or of any other shape.
        reference: Mask of the same shape.
        region: Voxels that count; default: all. Air around the patient makes any false positive rate small.

    Returns:
        The curves at cuts of 1, 0.999 ... 0; areas NaN where the region holds no voxel of the reference, or nothing else.

    Raises:
        InputError: The shapes differ, or a value is NaN or not from 0 to 1.
    """
    shapes = {probability.shape, reference.shape} | ({region.shape} if region is not None else set())
    if len(shapes) > 1:
        raise InputError(f"Expected probabilities, reference and region of one shape, got {sorted(shapes)}.")
    inside, outside = (_at_or_above(probability[mask if region is None else mask & region]) for mask in (reference, ~reference))
    positives, negatives = inside[-1], outside[-1]
    sensitivity = inside / positives if positives else np.full(CUTS, np.nan)
    rate = outside / negatives if negatives else np.full(CUTS, np.nan)
    found = inside + outside
    precision = np.divide(inside, found, out=np.full(CUTS, np.nan), where=found > 0)
    steps = np.diff(sensitivity, prepend=0.0)
    return DetectionCurves(
        cuts=np.linspace(1.0, 0.0, CUTS),
        sensitivity=sensitivity,
        false_positive_rate=rate,
        precision=precision,
        roc_area=float(np.trapezoid(np.append(0.0, sensitivity), np.append(0.0, rate))),
        average_precision=float(np.sum(steps * np.where(steps > 0, precision, 0.0))) if positives else float("nan"),
    )


def _at_or_above(values: Voxels) -> Floats:
    """How many values reach each cut, from 1 down to 0."""
    if values.size and not (values.min() >= 0.0 and values.max() <= 1.0):
        raise InputError(f"Expected probabilities from 0 to 1, got {values.min():.4g} to {values.max():.4g}.")
    # rounded down to the next cut: a value belongs to the highest cut that it reaches, but for the rounding of decimals
    bins = np.floor(np.asarray(values, np.float64) * (CUTS - 1) + 1e-6).astype(np.intp)
    counts = np.bincount(bins.ravel(), minlength=CUTS)
    return np.asarray(np.cumsum(counts[::-1]), np.float64)
