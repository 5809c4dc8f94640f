"""A sample in a few numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from medseg.report.statistics.bootstrap import bootstrap_interval
from medseg.report.statistics.interval import NAN, UNKNOWN, Interval
from medseg.report.statistics.median import median, quantile


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A sample in a few numbers; all but the count are NaN for an empty one.

    Attributes:
        count: How many numbers there are; NaN does not count.
        infinite: How many of them are infinite: distances to what was not found.
        mean: Mean with its bootstrap interval (BCa); infinite where a number is.
        median: Median with its interval between order statistics.
        lower_quartile: A quarter lies below.
        upper_quartile: A quarter lies above.
        lowest: The lowest number.
        highest: The highest number.
    """

    count: int
    infinite: int = 0
    mean: Interval = UNKNOWN
    median: Interval = UNKNOWN
    lower_quartile: float = NAN
    upper_quartile: float = NAN
    lowest: float = NAN
    highest: float = NAN


def summarise(values: Sequence[float], *, with_mean: bool = True) -> Summary:
    """Describe numbers, one a patient; NaN is left out. The mean takes time, and stays NaN where it is not wanted."""
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[~np.isnan(kept)]
    if not kept.size:
        return Summary(count=0)
    return Summary(
        count=kept.size,
        infinite=int(np.count_nonzero(np.isinf(kept))),
        mean=bootstrap_interval(list(kept), _mean) if with_mean else UNKNOWN,
        median=median(list(kept)),
        lower_quartile=quantile(kept, 0.25),
        upper_quartile=quantile(kept, 0.75),
        lowest=float(kept.min()),
        highest=float(kept.max()),
    )


def _mean(samples: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float64]:
    return np.asarray(samples.mean(axis=-1))
