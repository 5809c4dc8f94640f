"""Closed contours filled into pixels."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from medseg.types import Floats, Mask

Columns = NDArray[np.int64]


def fill_contours(contours: Iterable[Floats], shape: tuple[int, int]) -> Mask:
    """Fill closed contours in one slice by the even-odd rule.

    A pixel belongs to the mask if its centre lies inside an odd number of contours: a contour within another is a hole, one
    within that an island. A keyhole, a contour that runs into a hole and back on the same line, is one as well. A centre that
    lies on a left or upper edge counts as inside, on a right or lower one as outside, so that neighbours share no pixel.

    Args:
        contours: Points (n, 2), ordered i, j, in voxel indices; the last is joined to the first.
        shape: Rows and columns.

    Returns:
        Mask (j, i). Contours of fewer than three points enclose nothing.

    Example:
        >>> square = np.array([[0.5, 0.5], [2.5, 0.5], [2.5, 2.5], [0.5, 2.5]])
        >>> fill_contours([square], (4, 4)).astype(int).tolist()
        [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]]
    """
    rows, columns = shape
    flips = np.zeros(rows * (columns + 1), dtype=np.int64)
    for contour in contours:
        if len(contour) > 2:
            crossed, column = _crossings(np.asarray(contour, dtype=np.float64), shape)
            flips += np.bincount(crossed * (columns + 1) + column, minlength=flips.size)
    inside = np.cumsum(flips.reshape(rows, columns + 1), axis=1)[:, :columns] & 1
    return inside.astype(np.bool_)


def _crossings(contour: Floats, shape: tuple[int, int]) -> tuple[Columns, Columns]:
    """Where a contour crosses the rows of pixel centres: the rows, and the first column to the right of each crossing."""
    start, stop = contour, np.roll(contour, -1, axis=0)
    first = np.clip(np.ceil(np.minimum(start[:, 1], stop[:, 1])), 0, shape[0]).astype(np.int64)
    after = np.clip(np.ceil(np.maximum(start[:, 1], stop[:, 1])), 0, shape[0]).astype(np.int64)
    counts = after - first
    edge = np.repeat(np.arange(len(contour)), counts)
    row = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts) + first[edge]
    slope = (stop[edge, 0] - start[edge, 0]) / (stop[edge, 1] - start[edge, 1])
    crossing = start[edge, 0] + (row - start[edge, 1]) * slope
    return row, np.clip(np.ceil(crossing), 0, shape[1]).astype(np.int64)
