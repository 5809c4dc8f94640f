"""Which order statistics bound an interval, from the exact distribution under the null hypothesis, or a normal one."""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

TAIL = 0.025  # of either side
Z = float(special.ndtri(1 - TAIL))
EXACT = 50  # numbers of a sample up to which distributions are counted out, as in R's wilcox.test

Floats = NDArray[np.float64]


def binomial_rank(count: int) -> int:
    """Rank from either end that bounds the median; 0 where `count` is too small for an interval."""
    if count > 1000:
        return _normal_rank(count / 2, math.sqrt(count) / 2)
    return _rank(special.bdtr(np.arange(count + 1), count, 0.5)) if count else 0


@cache
def rank_sum_rank(first: int, second: int) -> int:
    """Rank from either end of all pairwise differences that bounds the shift of two samples; 0 where they are too small."""
    if max(first, second) > EXACT:
        return _normal_rank(first * second / 2, math.sqrt(first * second * (first + second + 1) / 12))
    ways = np.zeros((first + 1, first * second + 1))  # ways[m, u]: m of the numbers so far are the first sample's, U is u
    ways[0, 0] = 1
    for number in range(first + second):
        for chosen in range(min(number, first - 1), -1, -1):
            added = number - chosen  # numbers of the second sample below
            if added <= second:
                ways[chosen + 1, added:] += ways[chosen, : ways.shape[1] - added]
    return _rank(np.cumsum(ways[first]) / math.comb(first + second, first))


@cache
def signed_rank_rank(count: int) -> int:
    """Rank from either end of all Walsh averages that bounds the shift of pairs; 0 where there are too few pairs."""
    pairs = count * (count + 1) // 2
    if count > EXACT:
        return _normal_rank(pairs / 2, math.sqrt(count * (count + 1) * (2 * count + 1) / 24))
    ways = np.zeros(pairs + 1)
    ways[0] = 1
    for rank in range(1, count + 1):
        ways[rank:] += ways[:-rank].copy()
    return _rank(np.cumsum(ways) / 2.0**count)


def between(values: Floats, rank: int) -> tuple[float, float]:
    """The values of that rank from either end; NaN for rank 0."""
    if rank < 1:
        return math.nan, math.nan
    ordered = np.partition(values, (rank - 1, values.size - rank))
    return float(ordered[rank - 1]), float(ordered[values.size - rank])


def _rank(cumulative: Floats) -> int:
    """The largest rank k with a probability of k - 1 or less that is within the tail."""
    return int(np.searchsorted(cumulative, TAIL, side="right"))


def _normal_rank(mean: float, deviation: float) -> int:
    return max(math.floor(mean - Z * deviation), 0)
