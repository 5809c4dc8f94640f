"""The range that an image's intensities fill."""

import numpy as np

from medseg.errors import InputError
from medseg.filters.histogram import Histogram
from medseg.types import Voxels

ROBUST_PERCENTS = (1.0, 99.0)


def robust_range(array: Voxels, excluded: float | None = None) -> tuple[float, float]:
    """The 1st and the 99th percentile of an image's intensities, which a few very bright or dark voxels do not move.

    Args:
        array: Intensities of any shape; NaN and infinities do not count.
        excluded: An intensity that does not count either, such as that of padding.

    Returns:
        Lower and upper percentile, as NumPy's `percentile` defines them (linear between ranks).

    Raises:
        InputError: No voxel is finite.

    Example:
        >>> robust_range(np.arange(101, dtype=np.int16))
        (1.0, 99.0)
    """
    histogram = Histogram.of(array, excluded)
    if histogram is not None and histogram.count:
        low, high = (histogram.percentile(percent) for percent in ROBUST_PERCENTS)
    else:
        low, high = np.percentile(counted_voxels(array, excluded), ROBUST_PERCENTS, overwrite_input=True)
    return float(low), float(high)


def mean_and_sd(array: Voxels, excluded: float | None = None) -> tuple[float, float]:
    """Mean and standard deviation of an image's intensities; what does not count and what is raised as in `robust_range`."""
    histogram = Histogram.of(array, excluded)
    if histogram is not None and histogram.count:
        return histogram.mean, histogram.sd
    finite = counted_voxels(array, excluded)
    return float(finite.mean(dtype=np.float64)), float(finite.std(dtype=np.float64))


def counted_voxels(array: Voxels, excluded: float | None = None) -> Voxels:
    """The finite voxels (n) without those of an intensity, a copy.

    Raises:
        InputError: There are none.
    """
    counted = np.isfinite(array) if array.dtype.kind == "f" else np.ones(array.shape, dtype=np.bool_)
    if excluded is not None:
        counted &= array != excluded
    finite = array[counted]
    if finite.size == 0:
        raise InputError("Expected an image with finite intensities, got none: every voxel is NaN, infinite or padding.")
    return finite
