"""Windows that cover a volume, and how much each of their voxels counts."""

import itertools

import numpy as np
from numpy.typing import NDArray

from medseg.types import Shape

SIGMA = 0.125  # of a window's side
LEAST_WEIGHT = 1e-3


def window_starts(shape: Shape, window: Shape, overlap: float) -> list[Shape]:
    """First voxel of each window, row by row, as MONAI's `SlidingWindowInferer` lays them.

    Args:
        shape: Of the volume, at least as large as a window.
        window: Of a window.
        overlap: Share of a window that the next one covers too, 0 up to but without 1.

    Example:
        >>> window_starts((4, 4, 10), (4, 4, 4), 0.25)
        [(0, 0, 0), (0, 0, 3), (0, 0, 6)]
    """
    axes = [_axis_starts(length, side, overlap) for length, side in zip(shape, window, strict=True)]
    return [(k, j, i) for k, j, i in itertools.product(*axes)]


def gaussian_weights(window: tuple[int, ...]) -> NDArray[np.float32]:
    """How much each voxel of a window counts: a Gaussian around its middle, as MONAI weighs.

    Returns:
        Weights of the window's shape, above 0, 1 at most.
    """
    weights = np.ones((), dtype=np.float32)
    for side in window:
        places = np.arange(side, dtype=np.float32) - (side - 1) / 2
        weights = np.multiply.outer(weights, np.exp(-(places**2) / (2 * (SIGMA * side) ** 2)))
    return np.ascontiguousarray(np.maximum(weights, LEAST_WEIGHT), dtype=np.float32)


def _axis_starts(length: int, side: int, overlap: float) -> list[int]:
    step = side if length == side else max(1, int(side * (1.0 - overlap)))
    starts = [0]
    while starts[-1] + side < length:
        starts.append(min(starts[-1] + step, length - side))
    return starts
