"""Cliff's delta: how far one sample lies above another."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from medseg.report.statistics.interval import Interval
from medseg.report.statistics.ranks import Z

Floats = NDArray[np.float64]


def cliffs_delta(first: Sequence[float], second: Sequence[float]) -> Interval:
    """Find P(first > second) - P(first < second), from -1 to 1; 0 where neither lies above the other.

    Interval after Cliff (Ordinal Methods for Behavioral Data Analysis, 1996) and Feng and Cliff (J Mod Appl Stat Methods 3:322,
    2004): from the consistent variance, asymmetric, within -1 and 1; where all of one lie above all of the other it reaches from
    (n - z²) / (n + z²) to 1, with n the smaller sample's size. There is none where a sample has fewer than two numbers.

    Args:
        first: Any numbers, infinite ones too; none is NaN.
        second: The same.
    """
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if not x.size or not y.size:
        return Interval()
    rows, columns = _dominance(x, y), -_dominance(y, x)
    delta = float(rows.mean())
    if min(x.size, y.size) < 2:
        return Interval(delta)
    if abs(delta) == 1:
        least = (min(x.size, y.size) - Z**2) / (min(x.size, y.size) + Z**2)
        return Interval(delta, *((least, 1.0) if delta > 0 else (-1.0, -least)))
    return Interval(delta, *_ends(delta, _variance(delta, rows, columns, _untied(x, y))))


def _dominance(x: Floats, y: Floats) -> Floats:
    """For each of x: the share of y below it less the share above it."""
    ordered = np.sort(y)
    below = np.searchsorted(ordered, x, side="left")
    above = y.size - np.searchsorted(ordered, x, side="right")
    return np.asarray((below - above) / y.size, dtype=np.float64)


def _untied(x: Floats, y: Floats) -> int:
    ordered = np.sort(y)
    tied = np.searchsorted(ordered, x, side="right") - np.searchsorted(ordered, x, side="left")
    return int(x.size * y.size - tied.sum())


def _variance(delta: float, rows: Floats, columns: Floats, untied: int) -> float:
    m, n = rows.size, columns.size
    of_rows = n * n * float(np.sum((rows - delta) ** 2))
    of_columns = m * m * float(np.sum((columns - delta) ** 2))
    of_pairs = untied - m * n * delta * delta
    return max((of_rows + of_columns - of_pairs) / (m * n * (m - 1) * (n - 1)), (1 - delta * delta) / (m * n - 1))


def _ends(delta: float, variance: float) -> tuple[float, float]:
    middle = delta - delta**3
    half = Z * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + Z**2 * variance)
    below = 1 - delta**2 + Z**2 * variance
    return max((middle - half) / below, -1.0), min((middle + half) / below, 1.0)
