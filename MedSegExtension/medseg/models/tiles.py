"""Pictures that cover a canvas larger than one of them, and what they say put together again."""

import math

import numpy as np
from numpy.typing import NDArray

from medseg.models.sheet import Sheet, Size

OVERLAP = 0.25
SIGMA = 0.125  # of a picture: as MONAI weighs its windows


def tile_corners(canvas: Size, tile: Size) -> tuple[tuple[int, int], ...]:
    """First row and column of each picture: as few as cover the canvas with a quarter overlapping, evenly laid.

    Example:
        >>> tile_corners((4, 7), (4, 4))
        ((0, 0), (0, 3))
    """
    rows, columns = (_starts(length, size) for length, size in zip(canvas, tile, strict=True))
    return tuple((row, column) for row in rows for column in columns)


def blended(tiles: NDArray[np.float32], sheet: Sheet) -> NDArray[np.float32]:
    """Put pictures together, each weighed with a Gaussian around its middle.

    Args:
        tiles: (tile, class, row, column).
        sheet: Where they lie.

    Returns:
        (class, row, column) of the canvas.
    """
    classes, rows, columns = tiles.shape[1:]
    weight = np.outer(_bell(rows), _bell(columns)).astype(np.float32)
    total = np.zeros((classes, *sheet.canvas), dtype=np.float32)
    weights = np.zeros(sheet.canvas, dtype=np.float32)
    for tile, (row, column) in zip(tiles, sheet.tiles, strict=True):
        place = (slice(row, row + rows), slice(column, column + columns))
        total[(slice(None), *place)] += tile * weight
        weights[place] += weight
    total /= weights
    return total


def _starts(length: int, size: int) -> list[int]:
    if length <= size:
        return [0]
    count = math.ceil((length - size) / (size * (1.0 - OVERLAP))) + 1
    return [round(number * (length - size) / (count - 1)) for number in range(count)]


def _bell(size: int) -> NDArray[np.float64]:
    places = np.arange(size) - (size - 1) / 2
    return np.asarray(np.maximum(np.exp(-0.5 * (places / (SIGMA * size)) ** 2), 1e-3))
