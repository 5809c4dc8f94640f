"""How far each element of a surface is from another surface."""

import math

import numpy as np
from numpy.typing import NDArray

from medseg.filters.slabs import in_slabs
from medseg.metrics.acceleration import is_worth_compiling
from medseg.metrics.surface_elements import SurfaceElements
from medseg.types import Floats, Triple

NEAR_ROWS = 2**6
SLAB_ROWS = 2**9
WINDOW = 16  # columns of a distance transform at a time, which takes 8 bytes a voxel
LEAF_SIZE = 32


def nearest_distances(source: SurfaceElements, target: SurfaceElements, spacing_mm: Triple) -> Floats:
    """Measure from each element of a surface to the nearest one of another.

    Where surfaces coincide nothing is searched. With numba, near elements are found among the rows around, a few far ones among
    all rows, and many by a distance transform; without it, all by SciPy's KD-tree.

    Args:
        source: The surface to measure from.
        target: The surface to measure to, on the same grid.
        spacing_mm: Millimetres along (k, j, i).

    Returns:
        Distances in mm (n) in the order of the source's elements; infinite where the target has none.
    """
    if target.count == 0:
        return np.full(source.count, math.inf)
    squares = np.full(source.count, -1.0)
    if is_worth_compiling(math.prod(source.shape)):
        _measure_compiled(source, target, spacing_mm, squares)
    else:
        squares[_coincide(source, target)] = 0.0
        left = np.flatnonzero(squares < 0)
        if left.size > 0:
            squares[left] = _search_tree(source.points(left), target.points(), spacing_mm)
    np.sqrt(squares, out=squares)
    return squares


def _measure_compiled(source: SurfaceElements, target: SurfaceElements, spacing_mm: Triple, squares: Floats) -> None:
    rows = source.shape[0] * source.shape[1]
    _search_rows(source, target, spacing_mm, squares, NEAR_ROWS)
    left = np.count_nonzero(squares < 0)
    if left * rows < 2 * math.prod(source.shape):  # looking at every row takes no longer than at every voxel
        _search_rows(source, target, spacing_mm, squares)
    else:
        _transform(source, target, spacing_mm, squares)


def _search_rows(
    source: SurfaceElements, target: SurfaceElements, spacing_mm: Triple, squares: Floats, limit: int | None = None
) -> None:
    """Measure what has its nearest element in about so many rows around; by default in all."""
    from medseg.metrics.nearest_kernels import measure_near

    size_k, size_j = source.shape[:2]
    ends = (source.starts, source.columns), (target.starts, target.columns)
    search = (*_rows_around((size_k, size_j), spacing_mm, limit), spacing_mm[2])

    def work(first: int, last: int) -> None:
        measure_near(*ends, (first, last, size_k, size_j), search, squares)

    in_slabs(work, size_k * size_j, SLAB_ROWS, 8)


def _transform(source: SurfaceElements, target: SurfaceElements, spacing_mm: Triple, squares: Floats) -> None:
    """Measure what is left by a distance transform of the grid, some columns at a time."""
    from medseg.metrics.nearest_kernels import measure_far

    size_k, size_j, width = source.shape
    ends = (source.starts, source.columns), (target.starts, target.columns)

    def work(first: int, last: int) -> None:
        for number in range(first, last):
            window = (WINDOW * number, min(WINDOW * (number + 1), width))
            measure_far(*ends, (size_k, size_j, *spacing_mm), window, squares)

    in_slabs(work, math.ceil(width / WINDOW), 1, 4)


def _rows_around(sizes: tuple[int, int], spacing_mm: Triple, limit: int | None) -> tuple[NDArray[np.int32], Floats, float]:
    """Steps (n, 2) to the rows around one, nearest first; squares of their distances; and up to which square they are all.

    Args:
        sizes: Numbers of rows along k and j.
        spacing_mm: Millimetres along (k, j, i).
        limit: About how many rows; None for all.
    """
    reach = math.inf if limit is None else math.sqrt(limit * spacing_mm[0] * spacing_mm[1] / math.pi)
    widths = [int(min(size - 1, reach / spacing)) for size, spacing in zip(sizes, spacing_mm[:2], strict=True)]
    k, j = np.meshgrid(*(np.arange(-width, width + 1) for width in widths), indexing="ij")
    squares = ((k * spacing_mm[0]) ** 2 + (j * spacing_mm[1]) ** 2).ravel()
    order = np.argsort(squares, kind="stable")
    order = order[squares[order] <= reach**2]
    steps = np.stack([k.ravel(), j.ravel()], axis=1)[order].astype(np.int32)
    return steps, squares[order], reach**2


def _coincide(source: SurfaceElements, target: SurfaceElements) -> NDArray[np.bool_]:
    """Which elements of a surface are elements of the other too."""
    width = source.shape[2]
    keys = [np.repeat(np.arange(part.starts.size - 1), np.diff(part.starts)) * width + part.columns for part in (source, target)]
    places = np.minimum(np.searchsorted(keys[1], keys[0]), keys[1].size - 1)
    return np.asarray(keys[1][places] == keys[0])


def _search_tree(points: NDArray[np.int32], others: NDArray[np.int32], spacing_mm: Triple) -> Floats:
    """Squares of the distances; from whole steps along each axis, so that they are the same however they were found."""
    from scipy.spatial import cKDTree

    tree = cKDTree(others * np.asarray(spacing_mm), leafsize=LEAF_SIZE, balanced_tree=False, compact_nodes=False)
    _, found = tree.query(points * np.asarray(spacing_mm), workers=-1)
    steps = np.square((points - others[found]) * np.asarray(spacing_mm))
    return np.asarray(steps[:, 0] + steps[:, 1] + steps[:, 2])
