"""An estimate with its interval."""

from dataclasses import dataclass

NAN = float("nan")


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval of 95%.

    Attributes:
        estimate: The best guess; NaN where there is none.
        low: Lower end; NaN where there are too few numbers for an interval.
        high: Upper end; NaN as `low`.
    """

    estimate: float = NAN
    low: float = NAN
    high: float = NAN


UNKNOWN = Interval()
