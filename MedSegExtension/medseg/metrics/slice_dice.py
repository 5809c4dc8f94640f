"""Dice of each slice."""

import numpy as np

from medseg.errors import InputError
from medseg.types import Floats, Mask


def slice_dice(prediction: Mask, reference: Mask) -> Floats:
    """Dice of each slice along k.

    Args:
        prediction: Mask (k, j, i).
        reference: Mask of the same shape.

    Returns:
        One number a slice, 0 to 1; NaN for slices where both masks are empty, which say nothing.

    Raises:
        InputError: The shapes differ.
    """
    if prediction.shape != reference.shape:
        raise InputError(f"Expected masks of one shape, got {prediction.shape} and {reference.shape}.")
    shared = np.array([np.count_nonzero(found & truth) for found, truth in zip(prediction, reference, strict=True)], np.float64)
    total = np.array(
        [np.count_nonzero(found) + np.count_nonzero(truth) for found, truth in zip(prediction, reference, strict=True)],
        np.float64,
    )
    return np.asarray(np.divide(2 * shared, total, out=np.full(shared.shape, np.nan), where=total > 0))
