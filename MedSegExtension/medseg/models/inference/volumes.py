"""Volumes run window by window."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from medseg.models.inference.blender import Blender
from medseg.models.inference.finite import check_output
from medseg.models.inference.runner import Batch, Finish, Runner
from medseg.models.inference.windows import gaussian_weights, window_starts
from medseg.records import Progress
from medseg.types import Shape


def run_volume(
    runner: Runner,
    volume: NDArray[np.float32],
    window: tuple[int, ...],
    classes: int,
    *,
    finish: Finish,
    overlap: float,
    out_dtype: DTypeLike,
    progress: Progress,
) -> NDArray[Any]:
    """Slide a network over a volume.

    Args:
        runner: Runs the network.
        volume: (channels, k, j, i), contiguous.
        window: (k, j, i), or (j, i) of a network of two dimensions.
        classes: Channels of its output.
        finish: Makes probabilities of what it gives, once windows are put together.
        overlap: Share of a window that the next one covers too.
        out_dtype: Of the result.
        progress: Told after each window.

    Returns:
        Probabilities (classes, k, j, i).

    Raises:
        NotFiniteError: The network gives NaN.
    """
    progress(0.0, "Running the network")
    sides = window_shape(window)
    whole, inner = _padded(volume, sides)
    starts = window_starts((whole.shape[1], whole.shape[2], whole.shape[3]), sides, overlap)
    blender = Blender(classes, padded_shape(volume.shape[1:], window), gaussian_weights(sides), out_dtype, finish)
    inputs = _batches(whole, starts, sides, len(window), runner.batch)
    done = 0
    for batch in runner.stream(inputs, -(-len(starts) // runner.batch)):
        check_output(batch)
        for values in batch:
            blender.add(starts[done], values.reshape(classes, *sides))
            done += 1
        progress(done / len(starts), f"Window {done} of {len(starts)}")
    return np.ascontiguousarray(blender.finish()[(slice(None), *inner)])


def window_shape(window: tuple[int, ...]) -> Shape:
    """Sides of a window along (k, j, i); one slice for a network of two dimensions."""
    k, j, i = window if len(window) == 3 else (1, *window)
    return k, j, i


def padded_shape(shape: tuple[int, ...], window: tuple[int, ...]) -> Shape:
    """A volume's shape, at least a window's."""
    k, j, i = (max(length, side) for length, side in zip(shape, window_shape(window), strict=True))
    return k, j, i


def _padded(volume: NDArray[np.float32], window: Shape) -> tuple[NDArray[np.float32], tuple[slice, ...]]:
    """The volume with zeros around it where it is smaller than a window, and where it lies in that."""
    shape = padded_shape(volume.shape[1:], window)
    before = [(new - old) // 2 for old, new in zip(volume.shape[1:], shape, strict=True)]
    inner = tuple(slice(first, first + length) for first, length in zip(before, volume.shape[1:], strict=True))
    if shape == volume.shape[1:]:
        return volume, inner
    whole = np.zeros((volume.shape[0], *shape), dtype=np.float32)
    whole[(slice(None), *inner)] = volume
    return whole, inner


def _batches(volume: NDArray[np.float32], starts: list[Shape], window: Shape, dimensions: int, size: int) -> Iterator[Batch]:
    """Windows cut out, so many at a time."""
    remaining = iter(starts)
    while group := list(islice(remaining, size)):
        batch = np.empty((len(group), volume.shape[0], *window), dtype=np.float32)
        for place, start in zip(batch, group, strict=True):
            place[...] = volume[(slice(None), *(slice(first, first + side) for first, side in zip(start, window, strict=True)))]
        yield batch.reshape(len(group), volume.shape[0], *window[-dimensions:])
