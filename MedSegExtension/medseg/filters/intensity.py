"""The range that an image's intensities fill."""

import numpy as np

from medseg.errors import InputError
from medseg.types import Voxels

ROBUST_PERCENTS = (1.0, 99.0)


def robust_range(array: Voxels) -> tuple[float, float]:
    """The 1st and the 99th percentile of an image's intensities, which a few very bright or dark voxels do not move.

    Args:
        array: Intensities of any shape; NaN and infinities do not count.

    Returns:
        Lower and upper percentile, as NumPy's `percentile` defines them (linear between ranks).

    Raises:
        InputError: No voxel is finite.
    """
    finite = array[np.isfinite(array)] if array.dtype.kind == "f" else array
    if finite.size == 0:
        raise InputError("Expected an image with finite intensities, got none: every voxel is NaN or infinite.")
    low, high = np.percentile(finite, ROBUST_PERCENTS)
    return float(low), float(high)
