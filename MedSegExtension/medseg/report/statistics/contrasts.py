"""Tests that fit: Mann-Whitney for groups, Wilcoxon's signed ranks for pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from medseg.report.statistics.cliffs_delta import cliffs_delta
from medseg.report.statistics.contrast import Contrast
from medseg.report.statistics.hodges_lehmann import paired_shift, shift
from medseg.report.statistics.holm import holm
from medseg.report.statistics.interval import NAN
from medseg.report.statistics.rank_biserial import rank_biserial

MANN_WHITNEY = "Mann-Whitney U"
WILCOXON = "Wilcoxon signed rank"

Values = Mapping[str, float]
"""A number for each patient."""


def compare_groups(first: str, second: str, first_values: Sequence[float], second_values: Sequence[float]) -> Contrast:
    """Compare two groups of different patients.

    Args:
        first: What the first group is called.
        second: What the second is called.
        first_values: One number a patient, none NaN; infinite is higher than all others.
        second_values: The same.

    Returns:
        Mann and Whitney's test as `scipy.stats.mannwhitneyu` has it (exact for small samples without ties), Cliff's delta, and
        Hodges and Lehmann's shift.
    """
    x, y = _finite(first_values, second_values)
    enough = x.size and y.size
    return Contrast(
        first=first,
        second=second,
        first_count=x.size,
        second_count=y.size,
        test=MANN_WHITNEY,
        p=float(stats.mannwhitneyu(x, y).pvalue) if enough else NAN,
        effect_name="Cliff's delta",
        effect=cliffs_delta(list(first_values), list(second_values)),
        shift=shift(first_values, second_values),
    )


def compare_pairs(first: str, second: str, first_values: Values, second_values: Values) -> Contrast:
    """Compare two methods on the patients for whom both have a number.

    Args:
        first: What the first method is called.
        second: What the second is called.
        first_values: A number for each patient, none NaN; infinite is higher than all others.
        second_values: The same.

    Returns:
        Wilcoxon's test as `scipy.stats.wilcoxon` has it (p is 1 where all differences are 0), the rank-biserial correlation,
        and Hodges and Lehmann's shift of pairs.
    """
    both = [patient for patient in first_values if patient in second_values]
    x, y = _finite([first_values[patient] for patient in both], [second_values[patient] for patient in both])
    differences = x - y
    has_infinite = any(np.isinf(values[patient]) for values in (first_values, second_values) for patient in both)
    return Contrast(
        first=first,
        second=second,
        first_count=len(both),
        second_count=len(both),
        test=WILCOXON,
        p=_wilcoxon(differences),
        effect_name="rank-biserial correlation",
        effect=rank_biserial(list(differences)),
        shift=paired_shift([] if has_infinite else list(differences)),
    )


def with_holm(contrasts: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """Adjust the p values of one family of tests."""
    adjusted = holm([contrast.p for contrast in contrasts])
    return tuple(replace(contrast, p_holm=p) for contrast, p in zip(contrasts, adjusted, strict=True))


def _wilcoxon(differences: NDArray[np.float64]) -> float:
    if not differences.size:
        return NAN
    return float(stats.wilcoxon(differences).pvalue) if differences.any() else 1.0


def _finite(first: Sequence[float], second: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both with a number higher than all others in the place of infinity: ranks stay, and differences are defined."""
    x, y = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    sizes = np.abs(np.concatenate([x, y]))
    known = sizes[np.isfinite(sizes)]
    highest = 3 * float(known.max(initial=1.0))
    return tuple(np.where(np.isinf(some), np.sign(some) * highest, some) for some in (x, y))  # type: ignore[return-value]
