"""The interval of greys that marks something best, found on some slices to be judged on others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

SMOOTHINGS = (0.0, 1.0, 2.0, 3.0)
Case = tuple[NDArray[np.uint8], NDArray[np.bool_]]
"""Greys and mask of one shape."""


@dataclass(frozen=True)
class GreyInterval:
    """Greys from `low` to `high`, after Gaussian smoothing by so many pixels, count as marked."""

    low: int
    high: int
    smoothing: float

    @classmethod
    def best_for(cls, cases: Sequence[Case]) -> "GreyInterval":
        """The one with the highest mean Dice over some cases, of all intervals and `SMOOTHINGS`."""
        best, found = -1.0, cls(0, 255, 0.0)
        for smoothing in SMOOTHINGS:
            dices = np.mean([all_dices(smoothed(greys, smoothing), truth) for greys, truth in cases], axis=0)
            low, high = np.unravel_index(int(dices.argmax()), dices.shape)
            if dices[low, high] > best:
                best, found = float(dices[low, high]), cls(int(low), int(high), smoothing)
        return found

    def mask(self, greys: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """What it marks in a slice."""
        values = smoothed(greys, self.smoothing)
        return np.asarray((values >= self.low) & (values <= self.high))


def smoothed(greys: NDArray[np.uint8], smoothing: float) -> NDArray[np.uint8]:
    """A slice (1, j, i), smoothed within its plane."""
    return np.asarray(ndimage.gaussian_filter(greys, (0.0, smoothing, smoothing))) if smoothing else greys


def all_dices(greys: NDArray[np.uint8], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Dice of every interval: (256, 256) by its lowest and its highest grey, 0 where they are the wrong way round."""
    marked = np.concatenate([[0], np.bincount(greys.ravel(), minlength=256).cumsum()])
    right = np.concatenate([[0], np.bincount(greys[truth], minlength=256).cumsum()])
    inside = marked[np.newaxis, 1:] - marked[:-1, np.newaxis]
    hits = right[np.newaxis, 1:] - right[:-1, np.newaxis]
    total = inside + int(np.count_nonzero(truth))
    dices = np.where(total > 0, 2 * hits / np.maximum(total, 1), 1.0)
    return np.where(np.arange(256)[:, np.newaxis] <= np.arange(256)[np.newaxis, :], dices, 0.0)
