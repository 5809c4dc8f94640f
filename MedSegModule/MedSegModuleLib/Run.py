"""Work that goes on while the application stays usable."""

from collections.abc import Callable, Generator
from typing import Any, Protocol

import slicer
from slicer.i18n import tr as _

from medseg.errors import CancelledError, InputError

RESULT_PART = 0.95
"""Share of the progress that the work itself has; the rest is for what is done in the scene."""


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
        """What came of it, once `poll` has said False; raises what went wrong."""

    def log(self) -> str:
        """What was written down on the way; empty for nothing."""


class Run:
    """Work that was started, and then what is done with its outcome in the scene. Poll it from a timer.

    Quick work is done at the first poll; long work goes on in a child process. The outcome is put into the scene in steps, one a
    poll, so that views are drawn in between.

    Attributes:
        fraction: Done so far, 0 to 1.
        message: What is being done now, in a few words.
        secondsLeft: Estimate of the time left, in seconds; None where unknown.
        result: The node that came of it; None until it is done.
        isCancelled: Whether it was stopped.
    """

    def __init__(self, work: Work, needed: list[Any], place: Callable[[Any], Generator[str, None, Any]]) -> None:
        """Watch work that was started.

        Args:
            work: What does it.
            needed: Nodes that the outcome is of no use without.
            place: Puts the outcome into the scene: yields what it does next, returns the node.
        """
        self.fraction = 0.0
        self.message = ""
        self.secondsLeft: float | None = None
        self.result: Any = None
        self.isCancelled = False
        self._work = work
        self._neededIds = [node.GetID() for node in needed]
        self._place = place
        self._steps: Generator[str, None, Any] | None = None

    def poll(self) -> bool:
        """Go on for a moment.

        Returns:
            True while there is more to do.

        Raises:
            MedSegError: The work failed; the message says what to do.
            CancelledError: It was cancelled.
        """
        if self.isCancelled:
            raise CancelledError(_("The work was cancelled."))
        if self.result is not None:
            return False
        if self._steps is None:
            if self._isWorkGoingOn():
                return True
            self._steps = self._place(self._outcome())
        return self._goOn()

    def cancel(self) -> None:
        """Stop the work. What stands in the scene already stays there, and can be undone."""
        if self._steps is None:
            self.isCancelled = True
            self._work.cancel()

    def log(self) -> str:
        """What the child process wrote to its log; empty where there was none."""
        return self._work.log()

    def _isWorkGoingOn(self) -> bool:
        """Ask the work, and take over how far it is."""
        goesOn = self._work.poll()
        self.fraction = RESULT_PART * self._work.fraction
        self.message, self.secondsLeft = self._work.message, self._work.secondsLeft
        return goesOn

    def _outcome(self) -> Any:
        outcome = self._work.result()
        if any(slicer.mrmlScene.GetNodeByID(identifier) is None for identifier in self._neededIds):
            raise InputError(_("Expected the images and segmentations in the scene still, but one was removed: start again."))
        return outcome

    def _goOn(self) -> bool:
        """Take one step in the scene."""
        try:
            self.message = next(self._steps)
        except StopIteration as end:
            self.result = end.value
            self.fraction, self.message, self.secondsLeft = 1.0, "", None
            return False
        self.fraction, self.secondsLeft = RESULT_PART, None
        return True
