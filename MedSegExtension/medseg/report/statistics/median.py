"""Medians with intervals."""

from collections.abc import Sequence

import numpy as np

from medseg.report.statistics.interval import Interval
from medseg.report.statistics.ranks import between, binomial_rank


def median(values: Sequence[float]) -> Interval:
    """Find the median and its interval between order statistics, which supposes no distribution.

    The number of values below the median is binomial (n, 1/2): Conover, Practical Nonparametric Statistics, 3.2. The interval
    covers at least 95%; fewer than six values have none.

    Args:
        values: Any numbers, infinite ones too; NaN is left out.
    """
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[~np.isnan(kept)]
    if not kept.size:
        return Interval()
    low, high = between(kept, binomial_rank(kept.size))
    return Interval(quantile(kept, 0.5), low, high)


def quantile(values: np.typing.NDArray[np.float64], share: float) -> float:
    """Quantile, linear between order statistics; between a finite and an infinite one it is infinite, and never NaN."""
    place = share * (values.size - 1)
    below, above = int(np.floor(place)), int(np.ceil(place))
    ordered = np.partition(values, (below, above))
    low, high = float(ordered[below]), float(ordered[above])
    return low if low == high or place == below else low + (place - below) * (high - low)
