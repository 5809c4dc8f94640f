"""Counting the voxels that masks and labelmaps share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError
from medseg.filters.slabs import in_slabs, slab_bounds
from medseg.metrics.acceleration import is_worth_compiling
from medseg.metrics.confusion import Confusion
from medseg.types import Labels, Mask

Counts = NDArray[np.int64]

BLOCK_VOXELS = 2**18  # what is between two steps stays in the processor's cache
SLAB_VOXELS = 2**20
SLABS_PER_WORKER = 4  # so that a thread whose processor is busy holds up no other
MAX_CELLS = 2**24  # of a table of counts: 4,096 labels against 4,096


def count_confusion(prediction: Mask, reference: Mask, region: Mask | None = None) -> Confusion:
    """Count right and wrong voxels of a mask in one pass.

    Args:
        prediction: Mask (k, j, i), or of any other shape.
        reference: Mask of the same shape.
        region: Where true negatives count; default: everywhere. The other counts are of the whole image, as if the region
            were extended by the voxels of both masks.

    Returns:
        The counts. Empty masks count as what they are.

    Raises:
        InputError: The masks are not boolean, or of different shapes.

    Example:
        >>> count_confusion(np.array([True, True, False]), np.array([True, False, False]))
        Confusion(tp=1, fp=1, fn=0, tn=1)
    """
    masks = [prediction, reference] if region is None else [prediction, reference, region]
    _check_masks(masks)
    flat = [np.ascontiguousarray(mask).reshape(-1) for mask in masks]
    both, predicted, actual, neither = (_shared_compiled if is_worth_compiling(prediction.size) else _shared)(flat)
    if region is None:
        neither = prediction.size - predicted - actual + both
    return Confusion(both, predicted - both, actual - both, neither)


def count_joint(prediction: Labels, reference: Labels, region: Mask | None = None) -> Counts:
    """Count how many voxels each label of one labelmap shares with each label of another, in one pass.

    Args:
        prediction: Labelmap (k, j, i), or of any other shape, of an unsigned type.
        reference: Labelmap of the same shape.
        region: A mask of the same shape that is told apart; default: all is inside.

    Returns:
        Counts (2, largest label of the prediction + 1, largest label of the reference + 1): outside the region, then inside.

    Raises:
        InputError: Types or shapes do not fit, or there are so many labels that the table would not fit into memory.
    """
    _check_labels(prediction, reference, region)
    sizes = _label_bound(prediction), _label_bound(reference)
    if sizes[0] * sizes[1] > MAX_CELLS:
        raise InputError(
            f"Expected at most {MAX_CELLS} pairs of labels, got {sizes[0]} x {sizes[1]}: number the labels from 1 without gaps, "
            "or compare fewer at a time."
        )
    flat = [np.ascontiguousarray(labels).reshape(-1) for labels in (prediction, reference)]
    inside = None if region is None else np.ascontiguousarray(region).reshape(-1)
    is_narrow = all(labels.dtype.itemsize <= 2 for labels in flat)
    count = _joint_compiled if is_narrow and is_worth_compiling(prediction.size) else _joint
    return _trimmed(count(flat[0], flat[1], inside, sizes))


def _label_bound(labels: Labels) -> int:
    """A number above all labels. One byte holds so few that looking for the largest would take longer than it saves."""
    return 256 if labels.dtype == np.uint8 else int(labels.max(initial=0)) + 1


def _trimmed(counts: Counts) -> Counts:
    """Counts up to the largest label on either side."""
    rows, columns = (int(np.flatnonzero(counts.any(axis=axes)).max(initial=0)) + 1 for axes in ((0, 2), (0, 1)))
    return counts[:, :rows, :columns]


def _shared(masks: list[Mask]) -> tuple[int, int, int, int]:
    """Voxels in both, in each, and in the region but in neither, by NumPy."""
    prediction, reference = masks[:2]
    buffer = np.empty(min(BLOCK_VOXELS, prediction.size), dtype=np.bool_)
    both = predicted = actual = neither = 0
    for start in range(0, prediction.size, BLOCK_VOXELS):
        first, second = prediction[start : start + BLOCK_VOXELS], reference[start : start + BLOCK_VOXELS]
        out = buffer[: first.size]
        both += int(np.count_nonzero(np.logical_and(first, second, out=out)))
        predicted += int(np.count_nonzero(first))
        actual += int(np.count_nonzero(second))
        if len(masks) > 2:
            np.logical_or(first, second, out=out)
            neither += int(np.count_nonzero(np.greater(masks[2][start : start + BLOCK_VOXELS], out, out=out)))
    return both, predicted, actual, neither


def _shared_compiled(masks: list[Mask]) -> tuple[int, int, int, int]:
    """The same by numba: eight voxels at a time, in one pass over memory."""
    from medseg.metrics.overlap_kernels import count_shared

    words = masks[0].size // 8
    views = [mask[: 8 * words].view(np.uint64) for mask in masks]
    region = views[2] if len(views) > 2 else views[0][:0]
    counts = _Slabs(words, SLAB_VOXELS // 8, (4,))

    def work(first: int, last: int) -> None:
        count_shared(views[0][first:last], views[1][first:last], region[first:last], counts.of(first))

    in_slabs(work, words, SLAB_VOXELS // 8, SLABS_PER_WORKER)
    rest = _shared([mask[8 * words :] for mask in masks])
    both, predicted, actual, neither = (int(count) + more for count, more in zip(counts.total(), rest, strict=True))
    return both, predicted, actual, neither


def _joint(prediction: Labels, reference: Labels, region: Mask | None, sizes: tuple[int, int]) -> Counts:
    rows, columns = sizes
    cells = 2 * rows * columns
    total = np.zeros(cells, dtype=np.int64)
    length = max(BLOCK_VOXELS, cells)
    for start in range(0, prediction.size, length):
        part = slice(start, start + length)
        inside = np.int64(1) if region is None else region[part].astype(np.int64)
        cell = (inside * rows + prediction[part].astype(np.int64)) * columns + reference[part].astype(np.int64)
        total += np.bincount(cell, minlength=cells)
    return total.reshape(2, rows, columns)


def _joint_compiled(prediction: Labels, reference: Labels, region: Mask | None, sizes: tuple[int, int]) -> Counts:
    """The same by numba, a word of several voxels at a time."""
    from medseg.metrics.overlap_kernels import count_pairs

    wide = np.promote_types(prediction.dtype, reference.dtype)
    step = 8 // wide.itemsize
    inside = np.zeros(0, dtype=np.bool_) if region is None else region
    maps = [prediction.astype(wide, copy=False), reference.astype(wide, copy=False), inside.view(np.uint8)]
    word_types = [np.dtype(np.uint64), np.dtype(np.uint64), np.dtype(f"u{step}")]
    ones = tuple(_ones(word, part.dtype) for word, part in zip(word_types[1:], maps[1:], strict=True))
    words = prediction.size // step
    counts = _Slabs(words, _smallest(sizes) // step, (2, *sizes))

    def work(first: int, last: int) -> None:
        parts = tuple(part[first * step : last * step] for part in maps)
        views = tuple(part.view(word) for part, word in zip(parts, word_types, strict=True))
        count_pairs(parts, views, ones, counts.of(first))

    in_slabs(work, words, _smallest(sizes) // step, SLABS_PER_WORKER)
    rest = slice(words * step, None)
    return counts.total() + _joint(prediction[rest], reference[rest], None if region is None else region[rest], sizes)


def _smallest(sizes: tuple[int, int]) -> int:
    """Voxels of a slab, so that its table of counts is no larger than the slab itself."""
    return max(SLAB_VOXELS, 16 * sizes[0] * sizes[1])


def _ones(word: np.dtype[Any], part: np.dtype[Any]) -> Any:
    """A word whose parts are all 1."""
    return np.ones(word.itemsize // part.itemsize, dtype=part).view(word)[0]


class _Slabs:
    """Counts of each slab, added up at the end."""

    def __init__(self, length: int, smallest: int, shape: tuple[int, ...]) -> None:
        starts = slab_bounds(length, smallest, SLABS_PER_WORKER)[:-1]
        self._counts = np.zeros((len(starts), *shape), dtype=np.int64)
        self._numbers = {start: number for number, start in enumerate(starts)}

    def of(self, first: int) -> Any:
        """Where the slab that begins there counts."""
        return self._counts[self._numbers[first]]

    def total(self) -> Counts:
        """The sum over all slabs."""
        return np.asarray(self._counts.sum(axis=0))


def _check_masks(masks: list[Mask]) -> None:
    for mask in masks:
        if mask.dtype != np.bool_ or mask.shape != masks[0].shape:
            raise InputError(f"Expected boolean masks of one shape {masks[0].shape}, got {mask.dtype} {mask.shape}.")


def _check_labels(prediction: Labels, reference: Labels, region: Mask | None) -> None:
    for labels in (prediction, reference):
        if labels.dtype.kind != "u" or labels.shape != prediction.shape:
            raise InputError(f"Expected unsigned labels of one shape {prediction.shape}, got {labels.dtype} {labels.shape}.")
    if region is not None and (region.dtype != np.bool_ or region.shape != prediction.shape):
        raise InputError(f"Expected a boolean region of shape {prediction.shape}, got {region.dtype} {region.shape}.")
