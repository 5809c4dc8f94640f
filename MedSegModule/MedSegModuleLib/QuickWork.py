"""Work of less than a second, done in this process."""

from collections.abc import Callable
from typing import Any

from medseg.records import Progress


class QuickWork:
    """Does all of it at the first poll.

    Attributes:
        fraction: Done so far, 0 to 1.
        message: What is being done now.
        secondsLeft: Never known.
    """

    def __init__(self, function: Callable[[Progress], Any], onProgress: Progress) -> None:
        self.fraction = 0.0
        self.message = ""
        self.secondsLeft: float | None = None
        self._function = function
        self._onProgress = onProgress
        self._result: Any = None

    def poll(self) -> bool:
        """Do the work; there is nothing left to do then. Raises what went wrong."""
        self._result = self._function(self._note)
        return False

    def cancel(self) -> None:
        """Nothing runs between two polls."""

    def result(self) -> Any:
        """What came of it."""
        return self._result

    def log(self) -> str:
        """Nothing is written down."""
        return ""

    def _note(self, fraction: float, message: str) -> None:
        self.fraction, self.message = fraction, message
        self._onProgress(fraction, message)
