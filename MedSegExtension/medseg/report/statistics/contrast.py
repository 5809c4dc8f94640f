"""Two groups, or two methods, compared."""

from dataclasses import dataclass

from medseg.report.statistics.interval import NAN, UNKNOWN, Interval


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Two samples compared by the test that fits them.

    Attributes:
        first: What the first sample is called.
        second: What the second is called.
        first_count: Patients of the first.
        second_count: Patients of the second; of pairs the same.
        test: The test's name.
        p: Its two-sided p value; NaN where it cannot be made.
        p_holm: The same, adjusted for all tests of its family; NaN before.
        effect_name: What the effect is called.
        effect: Size of the effect from -1 to 1; above 0 where the first is higher.
        shift: By how much the first is higher, in the unit of the numbers.
    """

    first: str
    second: str
    first_count: int
    second_count: int
    test: str
    p: float = NAN
    p_holm: float = NAN
    effect_name: str
    effect: Interval = UNKNOWN
    shift: Interval = UNKNOWN
