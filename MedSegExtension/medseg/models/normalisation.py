"""Intensities as networks want them."""

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError
from medseg.filters.intensity import mean_and_sd, robust_range
from medseg.types import Voxels

PICTURE_TOPS = (1.0, 255.0, 4095.0, 65535.0)


def normalise(
    array: Voxels, how: str, window: tuple[float, float] | None = None, excluded: float | None = None
) -> NDArray[np.float32]:
    """Bring intensities to the scale of a network.

    Args:
        array: Intensities of any shape, a slice or a volume.
        how: `window` cuts off at the window and maps it to 0 to 1; `percentiles` does so with the 1st and 99th percentile;
            `zscore` gives mean 0 and standard deviation 1.
        window: Lower and upper end, for `window`.
        excluded: An intensity that counts for no percentile, mean or deviation, such as that of padding.

    Returns:
        A new array of the same shape. NaN becomes the lower end, or the mean. One of a single intensity, or of padding alone,
        becomes 0 throughout.

    Raises:
        InputError: An unknown way, or no window where one is needed.
    """
    low, scale = _zero_and_scale(array, how, window, excluded)
    values = np.array(array, dtype=np.float32, order="C")
    np.nan_to_num(values, copy=False, nan=low)
    values -= np.float32(low)
    values *= np.float32(scale)
    if how != "zscore":
        np.clip(values, 0.0, 1.0, out=values)
    return values


def picture_window(array: Voxels) -> tuple[float, float]:
    """The range that a picture's grey values come from, which was its window: 0 to 1, 255, 4095 or 65535.

    Args:
        array: Grey values of the whole picture.
    """
    low, high = float(array.min()), float(array.max())
    if low < 0:
        return low, high
    tops = PICTURE_TOPS if array.dtype.kind == "f" else PICTURE_TOPS[1:]
    return 0.0, next((top for top in tops if high <= top), high)


def _zero_and_scale(array: Voxels, how: str, window: tuple[float, float] | None, excluded: float | None) -> tuple[float, float]:
    """The intensity that becomes 0, and what the distance to it is multiplied by."""
    if how == "window" and window is not None:
        return window[0], _inverse(window[1] - window[0])
    if how not in ("percentiles", "zscore"):
        raise InputError(f"Expected a normalisation by window (with a window), percentiles or zscore, got {how!r}.")
    try:
        if how == "zscore":
            mean, sd = mean_and_sd(array, excluded)
            return mean, _inverse(sd)
        low, high = robust_range(array, excluded)
    except InputError:  # nothing but padding
        return 0.0, 0.0
    return low, _inverse(high - low)


def _inverse(span: float) -> float:
    return 1.0 / span if span > 0 else 0.0
