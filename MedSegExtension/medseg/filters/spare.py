"""Memory of large masks, used again.

The system gives fresh memory page by page and clears each page first. For a mask that takes as long as filling it, and a chain of
filters makes one mask after another. So the memory of the last large mask that nobody holds any more is kept for the next one.
"""

import math
import weakref
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError
from medseg.types import Mask

LEAST_BYTES = 2**22  # smaller memory the allocator itself keeps

_spare: deque[NDArray[np.uint8]] = deque(maxlen=1)


class _Lease:
    """Owns the memory of one mask. Every view of the mask holds it, so that it outlives them all."""

    def __init__(self, memory: NDArray[np.uint8], shape: Sequence[int]) -> None:
        address, _ = memory.__array_interface__["data"]
        self.__array_interface__: dict[str, Any] = {
            "shape": tuple(shape),
            "typestr": "|b1",
            "data": (address, False),
            "version": 3,
        }
        weakref.finalize(self, _spare.append, memory).atexit = False


def new_mask(shape: Sequence[int]) -> Mask:
    """A mask whose voxels are not set yet, like `numpy.empty`."""
    size = math.prod(shape)
    if size < LEAST_BYTES:
        return np.empty(shape, dtype=np.bool_)
    return np.asarray(_Lease(_take(size), shape))


def output_mask(out: Mask | None, shape: Sequence[int]) -> Mask:
    """The mask that a filter is to write to, or a new one whose voxels are not set yet.

    Raises:
        InputError: The given one is of another shape or type, or not contiguous.
    """
    if out is None:
        return new_mask(shape)
    if out.shape != tuple(shape) or out.dtype != np.bool_ or not out.flags.c_contiguous:
        raise InputError(f"Expected a contiguous boolean mask of shape {tuple(shape)} to write to, got {out.dtype} {out.shape}.")
    return out


def blank_mask(out: Mask | None, shape: Sequence[int]) -> Mask:
    """The mask that a filter is to write to, emptied, or a new empty one.

    Raises:
        InputError: As for `output_mask`.
    """
    if out is None and not _spare:
        return np.zeros(shape, dtype=np.bool_)
    mask = output_mask(out, shape)
    mask[...] = False
    return mask


def _take(size: int) -> NDArray[np.uint8]:
    """The spare memory where it is of that size, else fresh memory; a spare of another size is let go."""
    try:
        memory = _spare.pop()
    except IndexError:
        return np.empty(size, dtype=np.uint8)
    return memory if memory.size == size else np.empty(size, dtype=np.uint8)
