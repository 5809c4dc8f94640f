"""The inner loops of finding surfaces. Import them only where numba is to be used."""

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
