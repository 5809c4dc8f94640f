"""Pictures made larger or smaller, without stair steps and without losing what lies between the new pixels."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from medseg.types import Voxels


def resize(array: Voxels, size: tuple[int, int]) -> NDArray[np.float32]:
    """Bring the last two axes of an array to a size over the same box.

    Each new pixel is the mean of the old ones under a triangle as wide as two pixels, old or new, whichever are larger: linear
    interpolation where a picture grows, an average where it shrinks.

    Args:
        array: Intensities (..., rows, columns).
        size: Rows and columns of the result.

    Returns:
        A new array (..., rows, columns); of one value throughout, it stays so.

    Example:
        >>> resize(np.array([[0, 4]]), (1, 4)).tolist()
        [[0.0, 1.0, 3.0, 4.0]]
    """
    result = np.array(array, dtype=np.float32, order="C", ndmin=2)
    shrinks = array.shape[-2] * size[1] >= array.shape[-1] * size[0]  # first along the axis that leaves less to do
    for axis in (-2, -1) if shrinks else (-1, -2):
        result = resize_along(result, axis, size[axis])
    return np.ascontiguousarray(result)


def resize_along(array: Voxels, axis: int, size: int) -> NDArray[np.float32]:
    """Bring one axis of an array to a size; see `resize`."""
    source = np.asarray(array, dtype=np.float32)
    if source.shape[axis] == size:
        return source
    lines = np.ascontiguousarray(np.moveaxis(source, axis, 0))
    places, weights = _taps(lines.shape[0], size)
    shape = (-1, *[1] * (lines.ndim - 1))
    result = np.zeros((size, *lines.shape[1:]), dtype=np.float32)
    for place, weight in zip(places, weights, strict=True):
        part = lines[place]
        part *= weight.reshape(shape)
        result += part
    return np.moveaxis(result, 0, axis)


@lru_cache(maxsize=128)
def _taps(old: int, new: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Which old pixels each new one is made of, (taps, new), and how much of each."""
    scale = old / new
    centres = (np.arange(new) + 0.5) * scale - 0.5
    reach = max(scale, 1.0)
    first = np.ceil(centres - reach).astype(np.intp)
    places = first + np.arange(int(2 * reach) + 1)[:, np.newaxis]
    weights = np.maximum(1.0 - np.abs(places - centres) / reach, 0.0)
    weights[(places < 0) | (places >= old)] = 0.0
    weights /= weights.sum(axis=0)
    needed = weights.any(axis=1)
    return np.clip(places, 0, old - 1)[needed], weights[needed].astype(np.float32)
