"""How good a threshold would be, wherever it lay."""

import numpy as np

from medseg.errors import InputError
from medseg.types import Floats, Mask, Voxels


def sweep_lower_bound(array: Voxels, reference: Mask, lowers: Floats, upper: float | None = None) -> Floats:
    """Dice of all that lies from a lower bound up to an upper bound, for many lower bounds.

    Args:
        array: Intensities, (k, j, i) or of any other shape; voxels that are NaN lie in no range.
        reference: Mask of the same shape.
        lowers: Lower bounds (n), ascending, each inclusive.
        upper: Upper bound, inclusive; None for none.

    Returns:
        Dice (n), 0 to 1; 1 where both are empty.

    Raises:
        InputError: The shapes differ, or the bounds do not ascend.

    Example:
        >>> image = np.array([0, 10, 20, 30])
        >>> sweep_lower_bound(image, image >= 20, np.array([5.0, 20.0, 25.0])).round(3).tolist()
        [0.8, 1.0, 0.667]
    """
    _check(array, reference, lowers)
    edges = np.append(lowers, np.inf)
    within = np.ones_like(reference) if upper is None else np.asarray(array <= upper)
    found, shared = (_from_the_end(array[within & mask], edges) for mask in (np.ones_like(reference), reference))
    return _dice(found, shared, int(np.count_nonzero(reference)))


def sweep_upper_bound(array: Voxels, reference: Mask, uppers: Floats, lower: float | None = None) -> Floats:
    """Dice of all that lies from a lower bound up to an upper bound, for many upper bounds; see `sweep_lower_bound`.

    Example:
        >>> image = np.array([0, 10, 20, 30])
        >>> sweep_upper_bound(image, image <= 10, np.array([5.0, 10.0, 30.0])).round(3).tolist()
        [0.667, 1.0, 0.667]
    """
    _check(array, reference, uppers)
    edges = np.append(np.nextafter(np.asarray(uppers, np.float64), np.inf), np.inf)
    within = np.isfinite(array) if lower is None else np.asarray(array >= lower)
    found, shared = (
        np.count_nonzero(within & mask) - _from_the_end(array[within & mask], edges)
        for mask in (np.ones_like(reference), reference)
    )
    return _dice(found, shared, int(np.count_nonzero(reference)))


def _from_the_end(values: Voxels, edges: Floats) -> Floats:
    """How many values are at or above each edge but the last."""
    counts, _ = np.histogram(values, bins=edges)
    return np.asarray(np.cumsum(counts[::-1])[::-1], np.float64)


def _dice(found: Floats, shared: Floats, actual: int) -> Floats:
    total = found + actual
    return np.asarray(np.divide(2 * shared, total, out=np.ones(total.shape), where=total > 0))


def _check(array: Voxels, reference: Mask, bounds: Floats) -> None:
    if array.shape != reference.shape:
        raise InputError(f"Expected an image and a mask of one shape, got {array.shape} and {reference.shape}.")
    if bounds.size == 0 or not (np.diff(bounds) > 0).all():
        raise InputError("Expected bounds that ascend, got others.")
