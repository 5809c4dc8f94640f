"""Follows work that was started, from a timer."""

import time
from collections.abc import Callable

import qt

from medseg.errors import MedSegError
from MedSegModuleLib.Section import guarded

FIRST_MS = 10
INTERVAL_MS = 50


class RunPoller:
    """Asks a run how far it is until it ends; the application stays usable meanwhile.

    Attributes:
        run: The run that is followed; None while there is none.
        seconds: How long the last run took.
    """

    def __init__(
        self,
        parent,
        *,
        onProgress: Callable[[], None],
        onStopped: Callable[[], None],
        onEnd: Callable[[object, MedSegError | None], None],
    ) -> None:
        """Make the timer.

        Args:
            parent: The widget that the timer dies with.
            onProgress: Called after each look at a run that goes on.
            onStopped: Called when a run has ended, whatever came of it, before anything else is told.
            onEnd: Called then with the run and with what went wrong, `CancelledError` after a cancel, or None. A fault that
                nobody foresaw is raised instead.
        """
        self.run = None
        self.seconds = 0.0
        self._onProgress = onProgress
        self._onStopped = onStopped
        self._onEnd = onEnd
        self._started = 0.0
        self._isPolling = False
        self._timer = qt.QTimer(parent)
        self._timer.connect("timeout()", guarded(self.poll))

    @property
    def isRunning(self) -> bool:
        """Whether there is a run that has not ended."""
        return self.run is not None

    def start(self, run) -> None:
        """Follow a run."""
        self.run = run
        self._started = time.perf_counter()
        self._timer.start(FIRST_MS)

    def cancel(self) -> None:
        """Stop the run; the end is told at once."""
        if self.run is not None:
            self.run.cancel()
            self.poll()

    def abandon(self) -> None:
        """Stop the run and tell nobody: the panel, or the scene, is going away."""
        run, self.run = self.run, None
        self._timer.stop()
        if run is not None:
            run.cancel()

    def poll(self) -> None:
        """Look at the run once; a run that lets events through is not looked at again meanwhile."""
        if self.run is None or self._isPolling:
            return
        run, goesOn, error = self.run, False, None
        self._isPolling = True
        try:
            goesOn = run.poll()
        except MedSegError as failure:
            error = failure
        finally:
            self._isPolling = False
            isWanted = self.run is run
            if isWanted and not goesOn:
                self._stop()
        if isWanted and goesOn:
            self._timer.start(INTERVAL_MS)
            self._onProgress()
        elif isWanted:
            self._onEnd(run, error)

    def _stop(self) -> None:
        self._timer.stop()
        self.run = None
        self.seconds = time.perf_counter() - self._started
        self._onStopped()
