"""How long work will still take."""

LEAST_SECONDS = 2.0
LEAST_FRACTION = 0.1


class TimeLeft:
    """Guesses from the work done so far when all will be done.

    Steps of work are not equally long. So nothing is said in the first two seconds, or before a tenth of the work is done;
    between two signs of progress the time counts down; and where it has run out before the work has come to its end, nothing is
    said until the next sign.
    """

    def __init__(self) -> None:
        self._start: float | None = None
        self._fraction = 0.0
        self._end: float | None = None

    def note(self, fraction: float, now: float) -> None:
        """Take note of progress.

        Args:
            fraction: Done so far, 0 to 1.
            now: Seconds, by a clock that never goes back.
        """
        if self._start is None:
            self._start, self._first = now, fraction
        if fraction <= self._fraction:
            return
        self._fraction = fraction
        if now - self._start < LEAST_SECONDS or fraction < LEAST_FRACTION:
            return
        end = now + (now - self._start) * (1 - fraction) / max(fraction - self._first, 1e-6)
        self._end = end if self._end is None else max(now, (self._end + end) / 2)

    def seconds(self, now: float) -> float | None:
        """Seconds until all is done, or None where that cannot be said."""
        if self._end is None or now >= self._end:
            return None
        return self._end - now
