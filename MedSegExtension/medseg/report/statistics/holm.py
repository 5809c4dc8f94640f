"""P values of many tests."""

import math
from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust p values so that any false alarm among all of them is as rare as 5% promises (Holm, Scand J Stat 6:65, 1979).

    Args:
        p_values: Of one family of tests; NaN is no test, and stays NaN.

    Example:
        >>> holm([0.01, 0.04, 0.03])
        (0.03, 0.06, 0.06)
    """
    order = sorted((p, place) for place, p in enumerate(p_values) if not math.isnan(p))
    adjusted = [math.nan] * len(p_values)
    highest = 0.0
    for number, (p, place) in enumerate(order):
        highest = max(highest, min((len(order) - number) * p, 1.0))
        adjusted[place] = highest
    return tuple(adjusted)
