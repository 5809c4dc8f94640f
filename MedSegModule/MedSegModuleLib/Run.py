"""Work that goes on while the application stays usable."""

from typing import Any, Protocol

from medseg.errors import CancelledError


class Work(Protocol):
    """What does the work, in this process or in a child."""

    fraction: float
    message: str
    secondsLeft: float | None

    def poll(self) -> bool:
        """Go on; True while there is more to do. Raises what went wrong."""

    def cancel(self) -> None:
        """Stop, and forget what was done."""

    def result(self) -> Any:
        """What came of it, once `poll` has said False."""


class Run:
    """Work that was started, and what is done with its result in the scene. Poll it from a timer.

    Attributes:
        fraction: Done so far, 0 to 1.
        message: What is being done now, in a few words.
        secondsLeft: Estimate of the time left, in seconds; None where unknown.
        result: The node that came of it; None until it is done.
    """

    def __init__(self, work: Work) -> None:
        self.fraction = 0.0
        self.message = ""
        self.secondsLeft: float | None = None
        self.result: Any = None
        self._work = work
        self._isCancelled = False
        self._steps: Any = None

    def poll(self) -> bool:
        """Go on for a moment.

        Returns:
            True while there is more to do.

        Raises:
            MedSegError: The work failed; the message says what to do.
            CancelledError: It was cancelled.
        """
        raise NotImplementedError

    def cancel(self) -> None:
        """Stop the work; nothing in the scene was or will be changed."""
        self._isCancelled = True
        self._work.cancel()

    def _require_wanted(self) -> None:
        if self._isCancelled:
            raise CancelledError("The work was cancelled.")
