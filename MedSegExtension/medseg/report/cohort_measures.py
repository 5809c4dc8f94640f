"""The numbers of a cohort's table: title with unit, digits, definition, and how patients are summed up."""

from dataclasses import dataclass

from medseg.records.metric import Better, Metric
from medseg.records.metrics import METRICS


@dataclass(frozen=True)
class CohortMeasure:
    """A number of a cohort's table.

    Attributes:
        metric: Its name, title, digits, definition, and which value is best.
        by_mean: Whether patients are summed up by their mean; else by their median, which one far outlier does not move.
        is_share: Whether it lies between 0 and 1.
    """

    metric: Metric
    by_mean: bool = True
    is_share: bool = True


BY_MEDIAN = ("hd95_mm", "assd_mm", "volume_difference_percent", "seconds", "peak_mb")
VOLUMES = (
    Metric("volume_ml", "volume ml", 1, Better.ZERO, "volume of the method's segment; on films and pictures its area times 1 mm"),
    Metric("reference_ml", "reference ml", 1, Better.ZERO, "volume of the reference's segment; on films its area times 1 mm"),
    Metric("volume_difference_ml", "difference ml", 1, Better.ZERO, "volume of the method less that of the reference"),
)
COLUMNS = tuple(CohortMeasure(metric, metric.name not in BY_MEDIAN, metric.name not in BY_MEDIAN) for metric in METRICS)
"""Of the table of methods: accuracy, loss and Dice first."""

MEASURES = (*COLUMNS, *(CohortMeasure(metric, by_mean=False, is_share=False) for metric in VOLUMES))
BY_NAME = {measure.metric.name: measure for measure in MEASURES}
TESTED = ("dice", "accuracy", "hd95_mm")
"""What pairs of methods are compared by."""

GROUPED = ("volume_ml", "dice", "volume_difference_percent")
"""What groups are compared by."""

SOURCED = ("dice",)
"""What sources are compared by."""

DIGITS = 3


def shown_digits(name: str) -> int:
    """Decimals of a number in a cohort's tables: more than three tell nothing about a cohort.

    Example:
        >>> shown_digits("dice"), shown_digits("hd95_mm")
        (3, 2)
    """
    return min(BY_NAME[name].metric.digits, DIGITS)
