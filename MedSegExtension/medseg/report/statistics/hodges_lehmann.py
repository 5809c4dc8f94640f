"""Hodges and Lehmann's shift: by how much numbers are higher."""

from collections.abc import Sequence

import numpy as np

from medseg.report.statistics.interval import Interval
from medseg.report.statistics.ranks import between, rank_sum_rank, signed_rank_rank

LARGEST = 4000  # numbers of a sample: 16 million differences, 128 MB
SEED = 1963


def shift(first: Sequence[float], second: Sequence[float]) -> Interval:
    """Find by how much the first sample is higher: the median of all pairwise differences, first less second.

    The interval is that of the Mann-Whitney test, exact up to 50 numbers a sample (Hodges and Lehmann, Ann Math Stat 34:598,
    1963; Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 4.3). Samples of more than 4000 are thinned out at
    random, always alike. Without finite numbers in both samples, or with an infinite one, it is NaN.
    """
    x, y = _thin(first), _thin(second)
    if not x.size or not y.size or not (np.isfinite(x).all() and np.isfinite(y).all()):
        return Interval()
    differences = np.subtract.outer(x, y).ravel()
    return Interval(float(np.median(differences)), *between(differences, rank_sum_rank(x.size, y.size)))


def paired_shift(differences: Sequence[float]) -> Interval:
    """Find by how much the first of each pair is higher: the median of all Walsh averages of the differences.

    The interval is that of Wilcoxon's signed-rank test, exact up to 50 pairs (Hollander, Wolfe and Chicken, 3.2 and 3.3). An
    infinite difference makes it NaN.
    """
    d = _thin(differences)
    if not d.size or not np.isfinite(d).all():
        return Interval()
    rows, columns = np.triu_indices(d.size)
    walsh = (d[rows] + d[columns]) / 2
    return Interval(float(np.median(walsh)), *between(walsh, signed_rank_rank(d.size)))


def _thin(values: Sequence[float]) -> np.typing.NDArray[np.float64]:
    kept = np.asarray(values, dtype=np.float64)
    return kept if kept.size <= LARGEST else np.random.default_rng(SEED).choice(kept, LARGEST, replace=False)
