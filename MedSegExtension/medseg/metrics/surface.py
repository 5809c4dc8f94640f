"""Distances between the surfaces of two masks.

`surface_distances` does the work once; the other functions read one score each from what it made.

Two definitions are offered (Nikolov et al., J Med Internet Res 2021; Maier-Hein et al., Nat Methods 2024 for what to choose):

- `elements`, as the package surface-distance: the surface runs between voxels, and each element counts by its area.
- `voxels`, as MONAI: the surface is the mask's border voxels, and each counts alike.
"""

import math
from collections.abc import Sequence

import numpy as np

from medseg.errors import InputError, ParameterError
from medseg.filters.crop import Box, bounding_box
from medseg.metrics.element_areas import contour_lengths, surface_areas
from medseg.metrics.nearest import nearest_distances
from medseg.metrics.surface_distances import SurfaceDistances
from medseg.metrics.surface_elements import find_elements
from medseg.records import SurfaceDefinition
from medseg.types import Floats, Mask, Triple

HD95_PERCENT = 95.0


def surface_distances(
    prediction: Mask,
    reference: Mask,
    spacing_mm: Sequence[float],
    definition: SurfaceDefinition = SurfaceDefinition.ELEMENTS,
) -> SurfaceDistances:
    """Measure from each element of either surface to the nearest one of the other, between their centres.

    Args:
        prediction: Mask (k, j, i). Where the array is one slice thick along k, the contour in that slice is the surface.
        reference: Mask of the same shape.
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        definition: What a surface is.

    Returns:
        Distances and weights in both directions. An empty mask has no surface: distances to it are infinite.

    Raises:
        InputError: The masks are not boolean, not of three dimensions, or of different shapes.
        ParameterError: The spacing is not three positive numbers.

    Example:
        >>> mask = np.zeros((5, 5, 5), dtype=bool)
        >>> mask[1:4, 1:4, 1:4] = True
        >>> hausdorff(surface_distances(mask, np.roll(mask, 1, axis=2), (1.0, 1.0, 2.5)))
        2.5
    """
    _check_masks(prediction, reference)
    spacing = _checked_spacing(spacing_mm)
    definition = SurfaceDefinition(definition)
    box = _common_box(prediction, reference)
    if box is None:
        return SurfaceDistances(np.empty(0), np.empty(0), np.empty(0), np.empty(0), definition)
    predicted, actual = (find_elements(mask, box, definition) for mask in (prediction, reference))
    weights = _weights(definition, spacing, prediction.shape[0] == 1)
    return SurfaceDistances(
        nearest_distances(predicted, actual, spacing),
        nearest_distances(actual, predicted, spacing),
        weights[predicted.codes],
        weights[actual.codes],
        definition,
    )


def hausdorff(distances: SurfaceDistances) -> float:
    """The largest distance of either surface from the other, in mm; inf where one mask is empty, NaN where both are."""
    if not distances.is_defined:
        return math.nan
    return float(max(part.max(initial=0.0) for part, _ in distances.directions))


def robust_hausdorff(distances: SurfaceDistances, percent: float = HD95_PERCENT) -> float:
    """A percentile of the distances, the larger of both directions (Huttenlocher et al., IEEE TPAMI 1993).

    For `elements` it is the distance within which that share of the surface's area lies, as surface-distance computes it; for
    `voxels` NumPy's percentile, linear between ranks, as MONAI's and SimpleITK's users compute it.

    Args:
        distances: From `surface_distances`.
        percent: 0 to 100; 95 gives the HD95.

    Returns:
        Millimetres; inf where one mask is empty, NaN where both are.

    Raises:
        ParameterError: The percentage is not from 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise ParameterError(f"Expected a percentage from 0 to 100, got {percent!r}.")
    if not distances.is_defined or distances.is_one_sided:
        return _of_empty(distances)
    if distances.definition is SurfaceDefinition.VOXELS:
        return float(max(np.percentile(part, percent) for part, _ in distances.directions))
    return max(_weighted_percentile(part, weights, percent) for part, weights in distances.directions)


def average_distances(distances: SurfaceDistances) -> tuple[float, float]:
    """Mean distance in mm of the prediction's surface from the reference's, and of the reference's from the prediction's.

    Each element counts by its weight. Inf where one mask is empty, NaN where both are.
    """
    if not distances.is_defined or distances.is_one_sided:
        return _of_empty(distances), _of_empty(distances)
    forth, back = (float(np.sum(part * weights) / np.sum(weights)) for part, weights in distances.directions)
    return forth, back


def average_symmetric_distance(distances: SurfaceDistances) -> float:
    """Mean distance in mm over both surfaces together, each element by its weight (ASSD).

    Of the two means of `average_distances`, the larger surface's counts more. Inf where one mask is empty, NaN where both are.
    """
    if not distances.is_defined or distances.is_one_sided:
        return _of_empty(distances)
    total = sum(float(np.sum(part * weights)) for part, weights in distances.directions)
    return total / sum(float(np.sum(weights)) for _, weights in distances.directions)


def surface_dice(distances: SurfaceDistances, tolerance_mm: float) -> float:
    """Share of both surfaces that lies within a tolerance of the other (Nikolov et al., J Med Internet Res 2021).

    Args:
        distances: From `surface_distances`.
        tolerance_mm: Largest distance that counts as agreement, in mm, itself included. For `elements` distances are compared
            to the last bit, as surface-distance does; for `voxels` in single precision, as MONAI does.

    Returns:
        0 to 1; 0 where one mask is empty, NaN where both are.

    Raises:
        ParameterError: The tolerance is negative or not finite.
    """
    if not 0 <= tolerance_mm < math.inf:
        raise ParameterError(f"Expected a tolerance of 0 mm or more, got {tolerance_mm!r}.")
    if not distances.is_defined:
        return math.nan
    kind = np.float32 if distances.definition is SurfaceDefinition.VOXELS else np.float64
    limit = kind(tolerance_mm)
    within = sum(float(np.sum(weights[part.astype(kind, copy=False) <= limit])) for part, weights in distances.directions)
    return within / sum(float(np.sum(weights)) for _, weights in distances.directions)


def _weighted_percentile(distances: Floats, weights: Floats, percent: float) -> float:
    """The smallest distance within which at least that percentage of the weight lies.

    Weights are added up in the order of distance and weight, as surface-distance does: where a share meets the percentage to
    the last bit, rounding decides. Elements that touch are most, and need no sorting by distance.
    """
    apart = np.flatnonzero(distances)
    apart = apart[np.lexsort((weights[apart], distances[apart]))]
    touching = np.sort(weights[distances == 0])
    ordered = np.concatenate([touching, weights[apart]])
    shares = np.cumsum(ordered) / np.sum(ordered)
    place = min(int(np.searchsorted(shares, percent / 100.0)), ordered.size - 1)
    return 0.0 if place < touching.size else float(distances[apart[place - touching.size]])


def _of_empty(distances: SurfaceDistances) -> float:
    return math.inf if distances.is_defined else math.nan


def _weights(definition: SurfaceDefinition, spacing_mm: Triple, is_flat: bool) -> Floats:
    if definition is SurfaceDefinition.VOXELS:
        return np.array([0.0, 1.0])
    return contour_lengths(spacing_mm[1:]) if is_flat else surface_areas(spacing_mm)


def _common_box(prediction: Mask, reference: Mask) -> Box | None:
    boxes = [box for box in (bounding_box(prediction), bounding_box(reference)) if box is not None]
    if not boxes:
        return None
    k, j, i = (slice(min(part.start for part in parts), max(part.stop for part in parts)) for parts in zip(*boxes, strict=True))
    return k, j, i


def _check_masks(prediction: Mask, reference: Mask) -> None:
    for mask in (prediction, reference):
        if mask.dtype != np.bool_ or mask.ndim != 3 or mask.shape != prediction.shape:
            raise InputError(f"Expected boolean masks (k, j, i) of one shape {prediction.shape}, got {mask.dtype} {mask.shape}.")


def _checked_spacing(spacing_mm: Sequence[float]) -> Triple:
    if len(spacing_mm) != 3 or not all(0 < float(spacing) < math.inf for spacing in spacing_mm):
        raise ParameterError(f"Expected three spacings above 0 mm along k, j, i, got {tuple(spacing_mm)}.")
    k, j, i = (float(spacing) for spacing in spacing_mm)
    return k, j, i
