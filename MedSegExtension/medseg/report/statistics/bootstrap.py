"""Bootstrap intervals: corrected for bias and acceleration (BCa)."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from medseg.report.statistics.interval import Interval
from medseg.report.statistics.ranks import TAIL

RESAMPLES = 2000
SEED = 20200311
AT_ONCE = 2**21  # numbers of one block of resamples, 16 MB
TOO_FEW = 3

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""Takes samples along the last axis, and gives a number for each."""


def bootstrap_interval(values: Sequence[float], statistic: Statistic) -> Interval:
    """Find a statistic and its BCa interval (Efron, J Am Stat Assoc 82:171, 1987) from 2000 resamples.

    The random numbers begin at a fixed seed: the same numbers have the same interval. There is none for fewer than three, nor
    for a statistic that is not finite; where all resamples are alike it is the estimate itself.

    Args:
        values: One number a patient, none of them NaN.
        statistic: Such as `lambda samples: samples.mean(axis=-1)`.
    """
    sample = np.asarray(values, dtype=np.float64)
    if not sample.size:
        return Interval()
    estimate = float(statistic(sample))
    if sample.size < TOO_FEW or not np.isfinite(estimate):
        return Interval(estimate)
    drawn = np.concatenate(list(_resampled(sample, statistic)))
    if np.ptp(drawn) == 0:
        return Interval(estimate, estimate, estimate)
    ends = np.quantile(drawn, _shares(drawn, estimate, _jackknife(sample, statistic)))
    return Interval(estimate, float(ends[0]), float(ends[1]))


def _resampled(sample: Floats, statistic: Statistic) -> Iterator[Floats]:
    generator = np.random.default_rng(SEED)
    block = max(AT_ONCE // sample.size, 1)
    for start in range(0, RESAMPLES, block):
        shape = (min(block, RESAMPLES - start), sample.size)
        yield statistic(sample[generator.integers(0, sample.size, shape)])


def _jackknife(sample: Floats, statistic: Statistic) -> Floats:
    """The statistic without each number in turn."""
    places = np.arange(sample.size - 1)
    blocks = np.array_split(np.arange(sample.size)[:, None], sample.size**2 // AT_ONCE + 1)
    return np.concatenate([statistic(sample[places + (places >= left_out)]) for left_out in blocks])


def _shares(drawn: Floats, estimate: float, left_out: Floats) -> Floats:
    """Which quantiles of the resamples bound the interval."""
    below = (np.count_nonzero(drawn < estimate) + np.count_nonzero(drawn <= estimate)) / (2 * drawn.size)
    bias = special.ndtri(np.clip(below, 0.5 / drawn.size, 1 - 0.5 / drawn.size))
    away = left_out.mean() - left_out
    spread = float(np.sum(away**2))
    acceleration = float(np.sum(away**3)) / (6 * spread**1.5) if spread else 0.0
    z = bias + special.ndtri(np.array([TAIL, 1 - TAIL]))
    return np.asarray(special.ndtr(bias + z / (1 - acceleration * z)), dtype=np.float64)
