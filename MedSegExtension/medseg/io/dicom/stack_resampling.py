"""Slices brought onto the even box that they should have made: tilt sheared back, gaps filled."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from medseg.io.dicom.stack import Stack
from medseg.types import Floats, Voxels

_WHOLE = 1e-3  # of a pixel: less is copied as it is
_ON_PLACE = 0.01  # of a slice: less is copied as it is
_MOST_THREADS = 8


def resample_stack(array: Voxels, stack: Stack, fill: float, padding: float | None) -> Voxels:
    """Bring the slices of a stack onto its grid by linear interpolation, in their plane first and then between two slices.

    Padding takes no part in sums: a voxel is what its neighbours with an image say, or padding where these have less than half
    of the weight. One slice of the result is made at a time, so the memory is that of the result.

    Args:
        array: Slices in their order, (slots, rows, columns).
        stack: Where they lie.
        fill: Intensity where no slice reaches.
        padding: What marks voxels without an image in the slices, or None.

    Returns:
        Voxels of the same type on `stack.geometry`.
    """
    result = np.empty(stack.geometry.shape, array.dtype)

    def make(k: int) -> None:
        result[k] = _slice(array, stack, k, fill, padding)

    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as pool:
        list(pool.map(make, range(len(result))))
    return result


def _slice(array: Voxels, stack: Stack, k: int, fill: float, padding: float | None) -> Voxels:
    """One slice of the grid."""
    parts = _neighbours(stack.places, k)
    total, weight = np.zeros(stack.geometry.shape[1:]), np.zeros(stack.geometry.shape[1:])
    for n, share in parts:
        values, valid = _moved(array[n], stack.shifts[n], padding, weight.shape)
        total += share * values
        weight += share * valid
    empty = weight < 0.5
    total /= np.where(empty, 1.0, weight)
    total[empty] = fill
    if np.issubdtype(array.dtype, np.integer):
        np.rint(total, out=total)
    return total.astype(array.dtype)


def _neighbours(places: tuple[float, ...], k: int) -> list[tuple[int, float]]:
    """The slices that a slice of the grid is made of, and their shares."""
    above = int(np.searchsorted(places, k))
    for n in (above - 1, above):
        if 0 <= n < len(places) and abs(places[n] - k) <= _ON_PLACE:
            return [(n, 1.0)]
    if above in (0, len(places)):  # up to half a slice beyond the first or the last
        return [(min(above, len(places) - 1), 1.0)]
    share = (k - places[above - 1]) / (places[above] - places[above - 1])
    return [(above - 1, 1.0 - share), (above, share)]


def _moved(values: Voxels, shift: tuple[float, float], padding: float | None, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """A slice moved by pixels (j, i) into a plane of another size: sums of values and weights, 0 where it does not reach."""
    valid = np.ones(values.shape) if padding is None else np.not_equal(values, padding).astype(np.float64)
    return _shifted(values * valid, shift, shape), _shifted(valid, shift, shape)


def _shifted(values: Floats, shift: tuple[float, float], shape: tuple[int, ...]) -> Floats:
    """Move by linear interpolation along j and i; outside is 0."""
    for axis in (0, 1):
        values = _shifted_along(values, axis, shift[axis], shape[axis])
    return values


def _shifted_along(values: Floats, axis: int, shift: float, size: int) -> Floats:
    whole = round(shift)
    fraction = 0.0 if abs(shift - whole) <= _WHOLE else shift - np.floor(shift)
    start = whole if fraction == 0 else int(np.floor(shift))
    if fraction == 0 and start == 0 and values.shape[axis] == size:
        return values
    moved = np.zeros((size, values.shape[1]) if axis == 0 else (values.shape[0], size))
    for offset, share in ((start, 1.0 - fraction), (start + 1, fraction)):
        if share:
            count = min(values.shape[axis], size - offset)
            source, target = (slice(0, count), slice(offset, offset + count))
            if axis == 0:
                moved[target] += share * values[source]
            else:
                moved[:, target] += share * values[:, source]
    return moved
