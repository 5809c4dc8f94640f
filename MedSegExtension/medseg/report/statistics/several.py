"""Several groups compared at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from medseg.report.statistics.interval import NAN


@dataclass(frozen=True, kw_only=True)
class KruskalWallis:
    """Kruskal and Wallis' test of several groups.

    Attributes:
        h: The statistic, corrected for ties.
        p: P value by the chi-squared distribution.
        epsilon_squared: H / (n - 1), the share of the ranks' variance that the groups explain, from 0 to 1.
    """

    h: float = NAN
    p: float = NAN
    epsilon_squared: float = NAN


def kruskal_wallis(groups: Sequence[Sequence[float]]) -> KruskalWallis:
    """Test whether one of several groups tends to higher numbers, as `scipy.stats.kruskal`.

    Args:
        groups: One number a patient, none NaN; empty groups are left out. Where all numbers are alike p is 1.
    """
    filled = [np.asarray(group, dtype=np.float64) for group in groups if len(group)]
    if len(filled) < 2:
        return KruskalWallis()
    together = np.concatenate(filled)
    if np.all(together == together[0]):
        return KruskalWallis(h=0.0, p=1.0, epsilon_squared=0.0)
    h, p = stats.kruskal(*filled)
    return KruskalWallis(h=float(h), p=float(p), epsilon_squared=float(h) / (together.size - 1))
