"""Overlapping windows put together."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from medseg.models.inference.runner import Batch, Finish
from medseg.types import Shape


def unchanged(values: Batch, axis: int) -> Batch:  # noqa: ARG001  as others that finish
    """What is there already is what is wanted."""
    return values


class Blender:
    """Adds up weighed windows in one slab as thick as a window, and writes slices out as soon as no window can reach them.

    Args:
        classes: Channels of each window.
        shape: Of the volume.
        weights: Weight of each voxel of a window (k, j, i); its shape is the windows'.
        dtype: Of the result.
        finish: Applied to each slice (classes, j, i) once windows are put together, and told the axis of the classes.
    """

    def __init__(
        self, classes: int, shape: Shape, weights: NDArray[np.float32], dtype: DTypeLike, finish: Finish = unchanged
    ) -> None:
        self._finish = finish
        self._weights = weights
        self._sums = np.zeros((classes, weights.shape[0], *shape[1:]), dtype=np.float32)
        self._totals = np.zeros((weights.shape[0], *shape[1:]), dtype=np.float32)
        self._out = np.empty((classes, *shape), dtype=dtype)
        self._first = 0

    def add(self, start: Shape, values: NDArray[np.float32]) -> None:
        """Add one window; those that begin in a lower slice have to come first.

        Args:
            start: Its first voxel.
            values: (classes, k, j, i); changed.
        """
        self._advance(start[0])
        j, i = (slice(first, first + side) for first, side in zip(start[1:], values.shape[2:], strict=True))
        np.multiply(values, self._weights, out=values)
        self._sums[:, :, j, i] += values
        self._totals[:, j, i] += self._weights

    def finish(self) -> NDArray[Any]:
        """The volume (classes, k, j, i)."""
        self._advance(self._out.shape[1])
        return self._out

    @staticmethod
    def needed_bytes(classes: int, shape: Shape, window: Shape, itemsize: int) -> int:
        """Memory that it holds, the result included."""
        slab = window[0] * shape[1] * shape[2] * 4
        return slab * (classes + 1) + classes * int(np.prod(shape)) * itemsize

    def _advance(self, first: int) -> None:
        """Write out the slices below `first`, and move the slab there."""
        thickness = self._totals.shape[0]
        done = min(first - self._first, thickness)
        for k in range(done):
            self._out[:, self._first + k] = self._finish(self._sums[:, k] / self._totals[k], 0)
        for k in range(thickness if done else 0):
            is_kept = k + done < thickness
            self._sums[:, k] = self._sums[:, k + done] if is_kept else 0
            self._totals[k] = self._totals[k + done] if is_kept else 0
        self._first = first
