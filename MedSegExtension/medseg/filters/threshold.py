"""Voxels between two bounds."""

import math
from typing import Any

import numpy as np

from medseg.errors import ParameterError
from medseg.types import Mask, Voxels


def threshold(array: Voxels, lower: float | None, upper: float | None) -> Mask:
    """Mark the voxels between two bounds, both inclusive.

    Bounds between two whole numbers are exact for images of an integer type: 0.5 leaves 0 out and takes 1 in. For images of
    a float type a bound is rounded to that type first, so that 0.7 takes in a voxel stored as 0.7.

    Args:
        array: Intensities (k, j, i), or of any other shape, of a boolean, integer or float type.
        lower: Lower bound in the image's unit, or None for none.
        upper: Upper bound in the image's unit, or None for none.

    Returns:
        A new mask of the array's shape. NaN is outside, whatever the bounds.

    Raises:
        ParameterError: A bound is NaN, or the lower one is above the upper one.

    Example:
        >>> threshold(np.array([1, 2, 3], np.int16), 1.5, None).tolist()
        [False, True, True]
    """
    _check_bounds(lower, upper)
    voxels = array.view(np.uint8) if array.dtype == np.bool_ else array
    bounds = bounds_in(voxels.dtype, lower, upper)
    if bounds is None:
        return np.zeros(voxels.shape, dtype=np.bool_)
    low, high = bounds
    mask: Mask = np.greater_equal(voxels, low)
    mask &= voxels <= high
    return mask


def bounds_in(dtype: np.dtype[Any], lower: float | None, upper: float | None) -> tuple[Any, Any] | None:
    """The smallest and the largest value of a type that lie within two inclusive bounds; None where there are none."""
    low = -math.inf if lower is None else float(lower)
    high = math.inf if upper is None else float(upper)
    if dtype.kind == "f":
        return _round_to(dtype, low), _round_to(dtype, high)
    limits = np.iinfo(dtype)
    first = limits.min if low <= limits.min else math.ceil(min(low, limits.max + 1))
    last = limits.max if high >= limits.max else math.floor(max(high, limits.min - 1))
    if first > last or first > limits.max or last < limits.min:
        return None
    return dtype.type(first), dtype.type(last)


def _round_to(dtype: np.dtype[Any], bound: float) -> Any:
    """Round a bound to a float type; a finite bound stays finite."""
    if math.isinf(bound):
        return dtype.type(bound)
    limits = np.finfo(dtype)
    return dtype.type(np.clip(np.longdouble(bound), limits.min, limits.max))


def _check_bounds(lower: float | None, upper: float | None) -> None:
    for name, bound in (("lower", lower), ("upper", upper)):
        if bound is not None and math.isnan(bound):
            raise ParameterError(f"Expected a number as {name} bound, got NaN.")
    if lower is not None and upper is not None and lower > upper:
        raise ParameterError(f"Expected lower <= upper, got {lower:g} and {upper:g}.")
