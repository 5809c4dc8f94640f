"""How far a cohort is."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CohortState:
    """How far a cohort is.

    Attributes:
        total: Cases of the cohort.
        kept: Cases that were done before.
        done: Cases that were done now, with a result of every method.
        failed: Cases on which a method gave no result.
        seconds: Since the first case was begun.
    """

    total: int
    kept: int = 0
    done: int = 0
    failed: int = 0
    seconds: float = 0.0

    @property
    def fraction(self) -> float:
        """Done so far, 0 to 1."""
        return (self.kept + self.done + self.failed) / self.total if self.total else 1.0

    @property
    def cases_per_minute(self) -> float:
        """Cases ended in a minute; NaN before the first."""
        ended = self.done + self.failed
        return 60.0 * ended / self.seconds if ended and self.seconds > 0 else math.nan

    @property
    def seconds_left(self) -> float:
        """Until all are done, as far as those before tell; NaN before the first."""
        left = self.total - self.kept - self.done - self.failed
        return 60.0 * left / self.cases_per_minute if not math.isnan(self.cases_per_minute) else math.nan

    def __str__(self) -> str:
        """In a few words for people.

        Example:
            >>> print(CohortState(total=40, kept=2, done=10, failed=1, seconds=66))
            13 of 40 cases, 1 failed, 10.0 a minute, 3 min left
        """
        ended = self.kept + self.done + self.failed
        words = f"{ended} of {self.total} cases, {self.failed} failed"
        if math.isnan(self.seconds_left):
            return words
        return f"{words}, {self.cases_per_minute:.1f} a minute, {_in_words(self.seconds_left)} left"


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
