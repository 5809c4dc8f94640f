"""Coarse grids made of blocks of voxels, and back."""

import numpy as np
from numpy.typing import NDArray

from medseg.types import Mask, Shape, Triple, Voxels

AIR_HU = -1024
BRIGHT_HU = 3071


def block_factors(shape: Shape, spacing_mm: Triple, target_mm: float) -> Shape:
    """How many voxels along each axis make a block of about a size, at least 1."""
    k, j, i = (min(max(1, int(target_mm / spacing + 0.5)), size) for spacing, size in zip(spacing_mm, shape, strict=True))
    return k, j, i


def block_spacing(spacing_mm: Triple, factors: Shape) -> Triple:
    """Millimetres between the centres of blocks along (k, j, i)."""
    k, j, i = (size * factor for size, factor in zip(spacing_mm, factors, strict=True))
    return k, j, i


def block_means(array: Voxels, factors: Shape) -> NDArray[np.float32]:
    """Mean intensity of each block of a CT; blocks that reach over the end of an axis repeat its last voxels.

    Args:
        array: HU (k, j, i). What is below air, such as padding, and NaN count as air; what is above 3071 HU counts as that.
        factors: Voxels of a block along (k, j, i).

    Returns:
        Means (k', j', i'), with k' = ceil(k / factor), and so on.
    """
    clipped = _clipped(array)
    if factors == (1, 1, 1):
        return clipped.astype(np.float32)
    padding = [(0, -size % factor) for size, factor in zip(array.shape, factors, strict=True)]
    if any(after for _, after in padding):
        clipped = np.pad(clipped, padding, mode="edge")
    total = np.zeros([size // factor for size, factor in zip(clipped.shape, factors, strict=True)], dtype=np.float32)
    for offset in np.ndindex(*factors):
        total += clipped[tuple(slice(start, None, step) for start, step in zip(offset, factors, strict=True))]
    total /= float(np.prod(factors))
    return total


def spread(array: Voxels, factors: Shape, shape: Shape) -> Voxels:
    """Give every voxel the value of its block: the inverse of `block_means`, on a grid of a shape."""
    for axis, factor in enumerate(factors):
        if factor > 1:
            array = array.repeat(factor, axis=axis)
    return array[tuple(slice(size) for size in shape)]


def spread_smoothly(mask: Mask, factors: Shape, shape: Shape) -> Mask:
    """Bring a mask of blocks to voxels with a surface drawn between the blocks' centres, not along their faces."""
    if factors == (1, 1, 1):
        return mask
    share = mask.astype(np.float32)
    for axis, (factor, size) in enumerate(zip(factors, shape, strict=True)):
        share = _interpolated(share, axis, factor, size)
    return np.asarray(share >= 0.5)


def _interpolated(array: NDArray[np.float32], axis: int, factor: int, size: int) -> NDArray[np.float32]:
    if factor == 1:
        return array
    places = np.clip((np.arange(size) + 0.5) / factor - 0.5, 0, array.shape[axis] - 1)
    low = np.floor(places).astype(np.intp)
    high = np.minimum(low + 1, array.shape[axis] - 1)
    weight = (places - low).astype(np.float32).reshape([-1 if n == axis else 1 for n in range(3)])
    below = np.take(array, low, axis=axis)
    above = np.take(array, high, axis=axis)
    above -= below
    above *= weight
    below += above
    return np.asarray(below)


def _clipped(array: Voxels) -> Voxels:
    if array.dtype.kind == "f":
        finite = np.nan_to_num(array, nan=AIR_HU, posinf=BRIGHT_HU, neginf=AIR_HU)
        return np.asarray(np.clip(finite, AIR_HU, BRIGHT_HU))
    limits = np.iinfo(array.dtype)
    return np.asarray(np.clip(array, max(AIR_HU, limits.min), min(BRIGHT_HU, limits.max)))
