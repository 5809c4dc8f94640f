"""Voxels between two bounds."""

import math
import sys
from typing import Any

import numpy as np

from medseg.errors import InputError, ParameterError
from medseg.filters.slabs import in_slabs
from medseg.filters.spare import output_mask
from medseg.optional import is_accelerated
from medseg.types import Mask, Voxels

SLAB_VOXELS = 2**18  # below, starting a thread costs more than it saves
BLOCK_VOXELS = 2**18  # threads that call NumPy for less wait for one another


def threshold(array: Voxels, lower: float | None, upper: float | None, out: Mask | None = None) -> Mask:
    """Mark the voxels between two bounds, both inclusive.

    Bounds between two whole numbers are exact for images of an integer type: 0.5 leaves 0 out and takes 1 in. For images of
    a float type a bound is rounded to that type first, so that 0.7 takes in a voxel stored as 0.7.

    Args:
        array: Intensities (k, j, i), or of any other shape, of a boolean, integer or float type.
        lower: Lower bound in the image's unit, or None for none.
        upper: Upper bound in the image's unit, or None for none.
        out: A mask of the array's shape, contiguous, to write to; for repeated use, as fresh memory costs as much as the
            comparison.

    Returns:
        A new mask of the array's shape, or `out`. NaN is outside, whatever the bounds.

    Raises:
        ParameterError: A bound is NaN, or the lower one is above the upper one.
        InputError: The array is of no real type, or `out` does not fit it.

    Example:
        >>> threshold(np.array([1, 2, 3], np.int16), 1.5, None).tolist()
        [False, True, True]
    """
    _check_bounds(lower, upper)
    voxels = array.view(np.uint8) if array.dtype == np.bool_ else array
    mask = output_mask(out, voxels.shape)
    bounds = bounds_in(voxels.dtype, lower, upper)
    if bounds is None:
        mask[...] = False
    elif _is_for_kernel(voxels):
        _mark_compiled(voxels.reshape(-1), *bounds, mask.reshape(-1))
    elif voxels.flags.c_contiguous:
        _mark_in_blocks(voxels.reshape(-1), *bounds, mask.reshape(-1))
    else:
        _mark_in_blocks(voxels, *bounds, mask)
    return mask


def bounds_in(dtype: np.dtype[Any], lower: float | None, upper: float | None) -> tuple[Any, Any] | None:
    """The smallest and the largest value of a type that lie within two inclusive bounds; None where there are none.

    Raises:
        InputError: The type is neither an integer nor a float.
    """
    low = -math.inf if lower is None else float(lower)
    high = math.inf if upper is None else float(upper)
    if dtype.kind == "f":
        return _round_to(dtype, low), _round_to(dtype, high)
    if dtype.kind not in "iu":
        raise InputError(f"Expected intensities of an integer or float type, got {dtype}.")
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


def _is_for_kernel(voxels: Voxels) -> bool:
    """Whether the compiled loop takes the array. numba is not loaded for it: that takes longer than NumPy's whole work."""
    simple = voxels.flags.c_contiguous and voxels.dtype.isnative and voxels.dtype.itemsize <= 8 and voxels.dtype != np.float16
    return simple and "numba" in sys.modules and is_accelerated("numba")


def _mark_compiled(voxels: Voxels, low: Any, high: Any, mask: Mask) -> None:
    from medseg.filters.threshold_kernel import mark_between

    def work(first: int, last: int) -> None:
        mark_between(voxels[first:last], low, high, mask[first:last])

    in_slabs(work, voxels.size, SLAB_VOXELS, per_worker=8)


def _mark_in_blocks(voxels: Voxels, low: Any, high: Any, mask: Mask) -> None:
    """Compare block by block along the first axis, so that what lies between two steps stays in the processor's cache."""
    if voxels.size == 0:
        return
    length = max(1, BLOCK_VOXELS * voxels.shape[0] // voxels.size)
    mark = _mark_float if voxels.dtype.kind == "f" else _mark_integer

    def work(first: int, last: int) -> None:
        for start in range(first, last, length):
            stop = min(start + length, last)
            mark(voxels[start:stop], low, high, mask[start:stop])

    in_slabs(work, voxels.shape[0], length)


def _mark_integer(voxels: Voxels, low: Any, high: Any, mask: Mask) -> None:
    """One comparison for two: below the lower bound the difference wraps round to a large unsigned number."""
    unsigned = np.dtype(f"u{voxels.dtype.itemsize}")
    width = unsigned.type(int(high) - int(low))
    np.less_equal(np.subtract(voxels, low).view(unsigned), width, out=mask)


def _mark_float(voxels: Voxels, low: Any, high: Any, mask: Mask) -> None:
    np.greater_equal(voxels, low, out=mask)
    np.logical_and(mask, np.less_equal(voxels, high), out=mask)


def _check_bounds(lower: float | None, upper: float | None) -> None:
    for name, bound in (("lower", lower), ("upper", upper)):
        if bound is not None and math.isnan(bound):
            raise ParameterError(f"Expected a number as {name} bound, got NaN.")
    if lower is not None and upper is not None and lower > upper:
        raise ParameterError(f"Expected lower <= upper, got {lower:g} and {upper:g}.")
