"""The rank-biserial correlation of pairs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from medseg.report.statistics.bootstrap import bootstrap_interval
from medseg.report.statistics.interval import Interval

Floats = NDArray[np.float64]


def rank_biserial(differences: Sequence[float]) -> Interval:
    """Find (W+ - W-) / (W+ + W-) of Wilcoxon's rank sums, from -1 to 1 (Kerby, Compr Psychol 3:1, 2014).

    Differences of 0 are left out of the ranks; where all are 0 it is 0. Its interval is a bootstrap one (BCa).

    Args:
        differences: First less second of each pair, finite.

    Example:
        >>> rank_biserial([1.0, 2.0, -3.0, 4.0]).estimate
        0.4
    """
    return bootstrap_interval(differences, _correlation)


def _correlation(differences: Floats) -> Floats:
    sizes = np.abs(differences)
    zeros = np.count_nonzero(sizes == 0, axis=-1, keepdims=True)
    ranks = np.where(sizes == 0, 0.0, stats.rankdata(sizes, axis=-1) - zeros)  # zeros are the lowest, and have no rank
    whole = ranks.sum(axis=-1)
    signed = (ranks * np.sign(differences)).sum(axis=-1)
    return np.asarray(np.divide(signed, whole, out=np.zeros_like(signed), where=whole > 0))
