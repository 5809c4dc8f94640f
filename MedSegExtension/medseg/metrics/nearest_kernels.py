"""The inner loops of measuring between surfaces. Import them only where numba is to be used."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.filters.compiled import compiled


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


@compiled
def measure_far(source: Any, target: Any, sizes: Any, window: Any, squares: NDArray[np.float64]) -> None:
    """Write the square of the distance from each element within some columns to the nearest one of another surface.

    A distance transform in three steps (Felzenszwalb and Huttenlocher, Theory Comput 2012), as long as the columns take: along
    i from the rows' ascending columns, along j by lower envelopes of parabolas, and along k for the elements alone.

    Args:
        source: First element of each row (rows + 1) and columns of the elements to measure from.
        target: The same of those to measure to; there is at least one.
        sizes: Numbers of rows along k and j; and the spacing along k, j and i in mm.
        window: First column, last + 1.
        squares: Of all elements in mm². Those that are not negative are left alone.
    """
    size_k, size_j, spacing_k, spacing_j, spacing_i = sizes
    if not _has_open(source, window, squares):
        return
    near = np.empty((size_k, size_j, window[1] - window[0]), dtype=np.float64)
    for row in range(size_k * size_j):
        _along_row(target, row, window[0], spacing_i, near[row // size_j, row % size_j])
    line = np.empty(size_j, dtype=np.float64), np.empty(size_j, dtype=np.float64), np.empty(size_j, dtype=np.int64)
    for k in range(size_k):
        for i in range(near.shape[2]):
            _along_line(near[k, :, i], spacing_j, line)
    for row in range(size_k * size_j):
        k, j = divmod(row, size_j)
        for n in range(_first_from(source, row, window[0]), source[0][row + 1]):
            if source[1][n] >= window[1]:
                break
            if squares[n] < 0:
                squares[n] = _along_depth(near[:, j, source[1][n] - window[0]], k, spacing_k)


@compiled
def _has_open(source: Any, window: Any, squares: NDArray[np.float64]) -> bool:
    """Whether any element within some columns is still to be measured."""
    for row in range(source[0].size - 1):
        for n in range(_first_from(source, row, window[0]), source[0][row + 1]):
            if source[1][n] >= window[1]:
                break
            if squares[n] < 0:
                return True
    return False


@compiled
def _first_from(elements: Any, row: int, column: int) -> int:
    """The first element of a row that is not before a column."""
    low, high = elements[0][row], elements[0][row + 1]
    while low < high:
        middle = (low + high) >> 1
        if elements[1][middle] < column:
            low = middle + 1
        else:
            high = middle
    found: int = low
    return found


@compiled
def _along_row(target: Any, row: int, first: int, spacing: float, out: NDArray[np.float64]) -> None:
    """Square of the distance to the nearest element of a row, for columns from `first`; infinite where it has none."""
    start, stop = target[0][row], target[0][row + 1]
    after = _first_from(target, row, first)
    for i in range(out.size):
        while after < stop and target[1][after] < first + i:
            after += 1
        apart = math.inf
        if after < stop:
            apart = float(target[1][after] - first - i)
        if after > start:
            apart = min(apart, float(first + i - target[1][after - 1]))
        out[i] = (apart * spacing) * (apart * spacing)


@compiled
def _along_line(values: NDArray[np.float64], spacing: float, line: Any) -> None:
    """Replace each value by the smallest sum of a value and the square of the distance to it.

    Args:
        values: Squares in mm² along an axis; some may be infinite.
        spacing: Of the axis in mm.
        line: Room for as many values, for where parabolas begin to be lowest, and for their places.
    """
    kept, begins, places = line
    count = 0
    for n in range(values.size):
        kept[n] = values[n]
        if math.isinf(values[n]):
            continue
        begin = -math.inf
        while count > 0:
            place = places[count - 1]
            rise = (values[n] - kept[place]) / (spacing * spacing) + n * n - place * place
            begin = rise / (2.0 * (n - place))
            if begin > begins[count - 1]:
                break
            begin = -math.inf
            count -= 1
        places[count] = n
        begins[count] = begin
        count += 1
    lowest = 0
    for n in range(values.size if count > 0 else 0):
        while lowest + 1 < count and begins[lowest + 1] < n:
            lowest += 1
        apart = (n - places[lowest]) * spacing
        values[n] = kept[places[lowest]] + apart * apart


@compiled
def _along_depth(values: NDArray[np.float64], place: int, spacing: float) -> float:
    """The smallest sum of a value and the square of its distance from a place."""
    best: float = values[place]
    for step in range(1, values.size):
        apart = (step * spacing) * (step * spacing)
        if apart >= best:
            break
        if place >= step:
            best = min(best, values[place - step] + apart)
        if place + step < values.size:
            best = min(best, values[place + step] + apart)
    return best
