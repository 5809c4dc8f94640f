"""Numbers on a line of equal steps, as sliders of whole numbers need them."""

import math
from dataclasses import dataclass

MOST_STEPS = 2**24


@dataclass(frozen=True)
class Steps:
    """A range of numbers cut into steps that a QSlider can count.

    Attributes:
        minimum: Where step 0 is.
        maximum: Where the last step is.
        single: The wanted size of a step; ranges with more than 2**24 of them get larger ones.
    """

    minimum: float = 0.0
    maximum: float = 99.0
    single: float = 1.0

    @property
    def count(self) -> int:
        """How many steps there are, the last one being shorter where they do not fit."""
        span = self.maximum - self.minimum
        if span <= 0 or self.single <= 0:
            return 0
        return int(min(-(-(span - 1e-9 * self.single) // self.single), MOST_STEPS))

    @property
    def size(self) -> float:
        """The size of a step."""
        count = self.count
        return (self.maximum - self.minimum) / count if count >= MOST_STEPS else self.single

    def position(self, value: float) -> int:
        """The step nearest to a number."""
        if self.count == 0 or math.isnan(value):
            return 0
        bounded = self.bounded(value)
        return self.count if bounded >= self.maximum else min(self.count, round((bounded - self.minimum) / self.size))

    def value(self, position: int) -> float:
        """The number at a step."""
        return self.maximum if position >= self.count else min(self.maximum, self.minimum + position * self.size)

    def bounded(self, value: float) -> float:
        """The number of the range that is nearest."""
        return max(self.minimum, min(self.maximum, value))
