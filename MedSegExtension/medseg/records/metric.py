"""A number that methods are compared by."""

from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    """Which of two values is the better one."""

    HIGH = "high"
    LOW = "low"
    ZERO = "nearest to 0"


@dataclass(frozen=True)
class Metric:
    """A number that methods are compared by.

    Attributes:
        name: Field of `SegmentScores` or of `MethodOutcome`.
        title: What stands above its column, with its unit.
        digits: Decimals for people.
        better: Which value is best.
        meaning: What it is, in words.
    """

    name: str
    title: str
    digits: int
    better: Better
    meaning: str
