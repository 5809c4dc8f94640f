"""The inner loops of counting. Import them only where numba is to be used."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.filters.compiled import compiled

WORDS_AT_ONCE = 255  # each byte of a sum holds up to 255
LOW_BYTES = np.uint64(0x00FF00FF00FF00FF)
ONES = np.uint64(0x0001000100010001)
EIGHT = np.uint64(8)
TOP = np.uint64(48)


@compiled
def _sum_bytes(word: Any) -> Any:
    """The sum of the eight bytes of a word."""
    return (((word & LOW_BYTES) + ((word >> EIGHT) & LOW_BYTES)) * ONES) >> TOP


@compiled
def count_shared(
    prediction: NDArray[np.uint64], reference: NDArray[np.uint64], region: NDArray[np.uint64], counts: NDArray[np.int64]
) -> None:
    """Add to `counts` the voxels in both masks, in the prediction, in the reference, and in the region but in neither.

    Masks (n) hold eight voxels a word, each byte 0 or 1. The region is empty where it is not asked for.
    """
    for start in range(0, prediction.size, WORDS_AT_ONCE):
        first, second = prediction[start : start + WORDS_AT_ONCE], reference[start : start + WORDS_AT_ONCE]
        both, predicted, actual = np.uint64(0), np.uint64(0), np.uint64(0)
        for n in range(first.size):
            both += first[n] & second[n]
            predicted += first[n]
            actual += second[n]
        counts[0] += _sum_bytes(both)
        counts[1] += _sum_bytes(predicted)
        counts[2] += _sum_bytes(actual)
        if region.size > 0:
            third = region[start : start + WORDS_AT_ONCE]
            neither = np.uint64(0)
            for n in range(third.size):
                neither += third[n] & ~(first[n] | second[n])
            counts[3] += _sum_bytes(neither)


@compiled
def count_pairs(labels: Any, words: Any, ones: Any, counts: NDArray[np.int64]) -> None:
    """Add to `counts` (2, labels, labels) how often each pair of labels meets, outside and inside the region.

    Voxels are counted run by run, and a run is followed a word at a time.

    Args:
        labels: Prediction, reference and region (n); the labelmaps are of one type. An empty region: all is inside.
        words: The same memory in words of several voxels, the last word full.
        ones: A word of labels 1, and a word of the region's voxels inside.
        counts: Where to add.
    """
    prediction, reference, region = labels
    step = prediction.size // max(words[0].size, 1)
    is_split = region.size > 0
    n = 0
    while n < prediction.size:
        label, other, inside = prediction[n], reference[n], region[n] if is_split else np.uint8(1)
        patterns = (label * ones[0], other * ones[0], inside * ones[1])
        start = n
        while n < prediction.size and prediction[n] == label and reference[n] == other and (not is_split or region[n] == inside):
            n += 1
            if n % step == 0:
                n += step * _run(words, patterns, n // step)
        counts[inside, label, other] += n - start


@compiled
def _run(words: Any, patterns: Any, start: int) -> int:
    """How many words from `start` are of these patterns; an empty region does not count."""
    prediction, reference, region = words
    n = start
    if region.size == 0:
        while n < prediction.size and prediction[n] == patterns[0] and reference[n] == patterns[1]:
            n += 1
    else:
        while n < prediction.size and prediction[n] == patterns[0] and reference[n] == patterns[1] and region[n] == patterns[2]:
            n += 1
    return n - start
