"""Agreement of two ways to measure the same."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from medseg.report.statistics.interval import NAN, UNKNOWN, Interval
from medseg.report.statistics.ranks import TAIL, Z


@dataclass(frozen=True, kw_only=True)
class BlandAltman:
    """Limits of agreement.

    Attributes:
        count: Pairs of measurements.
        patients: Patients that they come from.
        bias: Mean difference, with the interval of Student's t.
        deviation: Standard deviation of a difference, between patients and within them together.
        lower: Lower limit: bias - 1.96 deviations, with its interval.
        upper: Upper limit.
    """

    count: int
    patients: int
    bias: Interval = UNKNOWN
    deviation: float = NAN
    lower: Interval = UNKNOWN
    upper: Interval = UNKNOWN


def bland_altman(differences: Sequence[float], patients: Sequence[str]) -> BlandAltman:
    """Find limits between which 95% of the differences of two measurements lie.

    Bland and Altman, Lancet 327:307, 1986; intervals of the limits after Stat Methods Med Res 8:135, 1999: the variance of a
    limit is (1/n + 1.96² / (2 (n - 1))) deviation². Where patients were measured more than once, the variances between and within
    patients are found by a one-way analysis and added (J Biopharm Stat 17:571, 2007); n is then the number of patients, and the
    bias the mean of the patients' means.

    Args:
        differences: One measurement less the other, finite, a number a case; NaN is left out.
        patients: The patient of each.

    Returns:
        The limits; NaN for fewer than three patients, but for the bias.
    """
    kept = [(patient, value) for patient, value in zip(patients, differences, strict=True) if math.isfinite(value)]
    gathered: dict[str, list[float]] = {}
    for patient, value in kept:
        gathered.setdefault(patient, []).append(value)
    groups = [np.asarray(some) for some in gathered.values()]
    if not groups:
        return BlandAltman(count=0, patients=0)
    means = np.asarray([group.mean() for group in groups])
    count = means.size
    bias = float(means.mean())
    if count < 3:
        return BlandAltman(count=len(kept), patients=count, bias=Interval(bias))
    t = float(special.stdtrit(count - 1, 1 - TAIL))
    error = float(means.std(ddof=1)) / math.sqrt(count)
    deviation = math.sqrt(_variance(groups, means))
    half = t * deviation * math.sqrt(1 / count + Z**2 / (2 * (count - 1)))
    limits = [Interval(limit, limit - half, limit + half) for limit in (bias - Z * deviation, bias + Z * deviation)]
    return BlandAltman(
        count=len(kept),
        patients=count,
        bias=Interval(bias, bias - t * error, bias + t * error),
        deviation=deviation,
        lower=limits[0],
        upper=limits[1],
    )


def _variance(groups: Sequence[NDArray[np.float64]], means: NDArray[np.float64]) -> float:
    """Variance of one measurement: between patients and within them."""
    sizes = np.asarray([group.size for group in groups])
    repeats = int(sizes.sum() - sizes.size)
    if not repeats:
        return float(means.var(ddof=1))
    within = sum(float(np.sum((group - group.mean()) ** 2)) for group in groups) / repeats
    whole = float(np.average(means, weights=sizes))
    between = float(np.sum(sizes * (means - whole) ** 2)) / (sizes.size - 1)
    usual = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (sizes.size - 1)  # cases a patient, for unequal numbers
    return within + max((between - within) / float(usual), 0.0)
