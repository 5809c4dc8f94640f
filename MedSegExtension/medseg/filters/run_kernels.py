"""Inner loops over the runs of a mask. Import them only where numba is to be used.

A run is a row of equal voxels along i; `starts` and `stops` (n) hold its first voxel and the one after its last, and
`offsets` (lines + 1) which runs belong to a line. Lines are counted along j, then k.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.filters.compiled import compiled

Indices = NDArray[np.int32]
Offsets = NDArray[np.int64]
Table = tuple[Indices, Indices, Offsets]
"""Starts, stops and offsets."""

ONES = np.uint64(0x0101010101010101)  # eight voxels that are True
NONE = np.uint64(0)
ONE = np.uint64(1)
BYTE = np.uint64(8)


@compiled
def list_runs(words: NDArray[np.uint64], flip: np.uint64, first: int, last: int, counts: Offsets) -> tuple[Indices, Indices]:
    """Find the runs in the lines from first to last; write how many each has to `counts` (lines).

    `words` (lines, words) holds eight voxels a word; those that differ from `flip` in their lowest bit are sought.
    """
    starts = np.empty(4096, dtype=np.int32)
    stops = np.empty(4096, dtype=np.int32)
    number = 0
    for line in range(first, last):
        if number + 4 * words.shape[1] + 1 > starts.size:
            starts = _doubled(starts, number + 4 * words.shape[1] + 1)
            stops = _doubled(stops, starts.size)
        before = number
        inside = NONE
        for n in range(words.shape[1]):
            word = words[line, n] ^ flip
            if word == inside * ONES:
                continue
            for i in range(8 * n, 8 * n + 8):
                if word & ONE != inside:
                    starts[number] = i if inside == NONE else starts[number]
                    stops[number] = i
                    number += int(inside)
                    inside ^= ONE
                word >>= BYTE
        stops[number] = 8 * words.shape[1]
        number += int(inside)
        counts[line] = number - before
    return starts[:number], stops[:number]


@compiled
def join_slices(runs: Table, rows: int, joins: Offsets, span: tuple[int, int, int], parents: Indices) -> None:
    """Join the runs of some slices with those of lines before them.

    `span` is the first slice, the one after the last, and the slice below which no line is looked at. `joins` (m, 3) names the
    neighbouring lines: steps along k and j, and 1 where runs that touch at a corner only belong together, else 0. `parents` (n)
    is a forest in which a root is the first of its runs.
    """
    offsets = runs[2]
    first, last, floor = span
    for k in range(first, last):
        for j in range(rows):
            line = k * rows + j
            if offsets[line] == offsets[line + 1]:
                continue
            for m in range(joins.shape[0]):
                other_k = k + joins[m, 0]
                other_j = j + joins[m, 1]
                if other_k >= floor and 0 <= other_j < rows:
                    _join_lines(runs, line, other_k * rows + other_j, joins[m, 2], parents)


@compiled
def number_parts(runs: Table, parents: Indices) -> Offsets:
    """Replace the forest by the number of each run's part, from 0 in scan order; return the voxels of each part."""
    starts, stops, _ = runs
    count = 0
    for n in range(parents.size):
        if parents[n] == n:
            count += 1
    sizes = np.zeros(count, dtype=np.int64)
    count = 0
    for n in range(parents.size):
        if parents[n] == n:
            parents[n] = count
            count += 1
        else:  # its parent comes before it and holds its number already
            parents[n] = parents[parents[n]]
        sizes[parents[n]] += stops[n] - starts[n]
    return sizes


@compiled
def paint_runs(runs: Table, parts: Indices, values: NDArray[Any], span: tuple[int, int], lines: NDArray[Any]) -> None:
    """Write each part's value to its voxels in the lines (lines, i) of a span; 0 and False are not written."""
    starts, stops, offsets = runs
    for line in range(span[0], span[1]):
        for n in range(offsets[line], offsets[line + 1]):
            value = values[parts[n]]
            if value:
                for i in range(starts[n], stops[n]):
                    lines[line, i] = value


@compiled
def mark_open_parts(
    runs: Table, parts: Indices, shape: tuple[int, int, int], borders: NDArray[np.bool_], open_parts: NDArray[np.bool_]
) -> None:
    """Mark the parts that reach a border of the image along the axes (k, j, i) for which `borders` (3) is True."""
    starts, stops, offsets = runs
    slices, rows, length = shape
    for k in range(slices):
        for j in range(rows):
            line = k * rows + j
            edge = (borders[0] and (k in (0, slices - 1))) or (borders[1] and (j in (0, rows - 1)))
            for n in range(offsets[line], offsets[line + 1]):
                if edge or (borders[2] and (starts[n] == 0 or stops[n] == length)):
                    open_parts[parts[n]] = True


@compiled
def _join_lines(runs: Table, line: int, other: int, reach: int, parents: Indices) -> None:
    starts, stops, offsets = runs
    a, last_a = offsets[line], offsets[line + 1]
    b, last_b = offsets[other], offsets[other + 1]
    while a < last_a and b < last_b:
        if starts[a] < stops[b] + reach and starts[b] < stops[a] + reach:
            _join(parents, a, b)
        if stops[a] < stops[b]:
            a += 1
        else:
            b += 1


@compiled
def _join(parents: Indices, a: int, b: int) -> None:
    root_a = _root(parents, a)
    root_b = _root(parents, b)
    if root_a < root_b:
        parents[root_b] = root_a
    else:
        parents[root_a] = root_b


@compiled
def _root(parents: Indices, n: int) -> int:
    while parents[n] != n:
        parents[n] = parents[parents[n]]
        n = parents[n]
    return n


@compiled
def _doubled(array: Indices, least: int) -> Indices:
    wider = np.empty(max(2 * array.size, least), dtype=np.int32)
    for n in range(array.size):
        wider[n] = array[n]
    return wider
