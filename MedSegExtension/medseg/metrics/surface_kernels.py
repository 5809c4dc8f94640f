"""The inner loops of finding surfaces and of measuring between them. Import them only where numba is to be used."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.filters.compiled import compiled

EMPTY = np.uint64(0)
FULL_3D = np.uint64(0x0F0F0F0F0F0F0F0F)
FULL_2D = np.uint64(0x0303030303030303)


@compiled
def count_elements(slices: NDArray[np.uint8], window: Any, kind: Any, first: int, counts: NDArray[np.int64]) -> None:
    """Write to `counts` (rows) how many elements each row from `first` has.

    Args:
        slices: Voxels 0 or 1 (k, j, i), contiguous; along k the whole box and no more.
        window: The box along j and i: first and last + 1 of each.
        kind: Whether the image is one slice, and whether elements lie between voxels.
        first: Number of the first row, (k, j) in scan order.
        counts: Where to write.
    """
    buffers = _buffers(window)
    row_count = window[1] - window[0] + kind[1]
    for n in range(counts.size):
        counts[n] = _row(slices, window, kind, divmod(first + n, row_count), buffers)


@compiled
def write_elements(slices: NDArray[np.uint8], window: Any, kind: Any, first: int, out: Any) -> None:
    """Write columns and codes of the elements of rows from `first`.

    Args:
        slices: As for `count_elements`, like the next three.
        window: The box along j and i.
        kind: What elements are.
        first: Number of the first row.
        out: Of each row its first element (rows + 1); columns and codes of all elements.
    """
    starts, columns, codes = out
    buffers = _buffers(window)
    row_count = window[1] - window[0] + kind[1]
    for n in range(starts.size - 1):
        start, stop = starts[n], starts[n + 1]
        if start < stop:
            _row(slices, window, kind, divmod(first + n, row_count), buffers)
            columns[start:stop] = buffers[1][: stop - start]
            codes[start:stop] = buffers[2][: stop - start]


@compiled
def _buffers(window: Any) -> Any:
    """Room for one row: bits of the voxels, in whole words; columns and codes of its elements; and a row of nothing."""
    width = window[3] - window[2]
    size = width // 8 * 8 + 8
    bits, nothing = np.zeros(size, dtype=np.uint8), np.zeros(width, dtype=np.uint8)
    return bits, np.empty(size, dtype=np.int32), np.empty(size, dtype=np.uint8), nothing


@compiled
def _row(slices: NDArray[np.uint8], window: Any, kind: Any, place: Any, buffers: Any) -> int:
    """Find the elements of one row; returns their number."""
    if kind[1]:
        _gather_rows(slices, window, kind[0], place, buffers)
        return _find_changes(kind[0], buffers)
    _gather_borders(slices, window, kind[0], place, buffers)
    return _find_set(buffers)


@compiled
def _gather_rows(slices: NDArray[np.uint8], window: Any, is_flat: bool, place: Any, buffers: Any) -> None:
    """One bit for each of the rows of voxels (four; two in one slice) around a row of corners."""
    bits, nothing = buffers[0], buffers[3]
    k, j = place[0], window[0] + place[1]
    before = _voxels(slices, window, (k, j - 1), nothing)
    after = _voxels(slices, window, (k, j), nothing)
    if is_flat:
        for i in range(before.size):
            bits[i] = before[i] | (after[i] << 1)
        return
    below_before = _voxels(slices, window, (k - 1, j - 1), nothing)
    below_after = _voxels(slices, window, (k - 1, j), nothing)
    for i in range(before.size):
        bits[i] = below_before[i] | (below_after[i] << 1) | (before[i] << 2) | (after[i] << 3)


@compiled
def _voxels(slices: NDArray[np.uint8], window: Any, place: Any, nothing: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One row of the box, or a row of nothing beyond it."""
    if 0 <= place[0] < slices.shape[0] and window[0] <= place[1] < window[1]:
        return slices[place[0], place[1], window[2] : window[3]]
    return nothing


@compiled
def _find_changes(is_flat: bool, buffers: Any) -> int:
    """Corners with voxels inside and outside around them; words without any are passed over."""
    bits, columns, codes, _ = buffers
    shift, full = (2, 3) if is_flat else (4, 15)
    full_word = FULL_2D if is_flat else FULL_3D
    words = bits.view(np.uint64)
    before = 0
    count = 0
    for word in range(words.size):
        if (before == 0 and words[word] == EMPTY) or (before == full and words[word] == full_word):
            continue
        for i in range(8 * word, 8 * word + 8):
            here = bits[i]
            if here != before or 0 < here < full:
                columns[count] = i
                codes[count] = before | (here << shift)
                count += 1
            before = here
    return count


@compiled
def _gather_borders(slices: NDArray[np.uint8], window: Any, is_flat: bool, place: Any, buffers: Any) -> None:
    """1 for voxels of a row in the mask that have a face neighbour outside it."""
    bits, nothing = buffers[0], buffers[3]
    k, j = place[0], window[0] + place[1]
    here = _voxels(slices, window, (k, j), nothing)
    before, after = _voxels(slices, window, (k, j - 1), nothing), _voxels(slices, window, (k, j + 1), nothing)
    for i in range(1, here.size - 1):
        bits[i] = here[i - 1] & here[i + 1] & before[i] & after[i]
    bits[0] = bits[here.size - 1] = 0
    if not is_flat:
        below, above = _voxels(slices, window, (k - 1, j), nothing), _voxels(slices, window, (k + 1, j), nothing)
        for i in range(here.size):
            bits[i] &= below[i] & above[i]
    for i in range(here.size):
        bits[i] = here[i] & ~bits[i]


@compiled
def _find_set(buffers: Any) -> int:
    """Voxels that are marked; words without any are passed over."""
    bits, columns, codes, _ = buffers
    words = bits.view(np.uint64)
    count = 0
    for word in range(words.size):
        if words[word] != EMPTY:
            for i in range(8 * word, 8 * word + 8):
                if bits[i]:
                    columns[count] = i
                    codes[count] = 1
                    count += 1
    return count


@compiled
def measure_near(source: Any, target: Any, rows: Any, search: Any, squares: NDArray[np.float64]) -> None:
    """Write the square of the distance from each element to the nearest one of another surface, where that is near.

    Args:
        source: First element of each row (rows + 1) and columns of the elements to measure from.
        target: The same of those to measure to.
        rows: First row, last + 1, and numbers of rows along k and j.
        search: Rows to look at as steps (n, 2) along k and j, nearest first; the squares of their distances (n); the square
            up to which they are complete; and the spacing along i in mm.
        squares: Of all elements in mm². Those that are not negative are left alone; what is not found stays negative.
    """
    starts, columns = source
    first, last, size_k, size_j = rows
    for row in range(first, last):
        k, j = divmod(row, size_j)
        other, stop = target[0][row], target[0][row + 1]
        for n in range(starts[row], starts[row + 1]):
            while other < stop and target[1][other] < columns[n]:
                other += 1
            if other < stop and target[1][other] == columns[n]:
                squares[n] = 0.0
            elif squares[n] < 0:
                squares[n] = _nearest(target, (k, j, columns[n]), (size_k, size_j), search)


@compiled
def _nearest(target: Any, place: Any, sizes: Any, search: Any) -> float:
    """Square of the distance in mm² from a place to the nearest element; -1 where it is beyond the search."""
    steps, row_squares, reach, spacing = search
    best = math.inf
    for n in range(row_squares.size):
        if row_squares[n] >= best:
            return best
        k, j = place[0] + steps[n, 0], place[1] + steps[n, 1]
        if 0 <= k < sizes[0] and 0 <= j < sizes[1]:
            row = k * sizes[1] + j
            start, stop = target[0][row], target[0][row + 1]
            if start < stop:
                apart = spacing * _columns_apart(target[1], start, stop, place[2])
                best = min(best, row_squares[n] + apart * apart)
    return best if best <= reach else -1.0


@compiled
def _columns_apart(columns: NDArray[np.int32], start: int, stop: int, column: int) -> int:
    """How far the nearest of some ascending columns is; there is at least one."""
    low, high = start, stop
    while low < high:
        middle = (low + high) >> 1
        if columns[middle] < column:
            low = middle + 1
        else:
            high = middle
    after: int = columns[low] - column if low < stop else column - columns[stop - 1]
    before: int = column - columns[low - 1] if low > start else after
    return min(after, before)
