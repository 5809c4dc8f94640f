"""A network made ready while the user still looks at the panel, so that the first click on Segment need not wait for it."""

from collections.abc import Callable

import qt

from medseg.errors import MedSegError
from medseg.jobs import JobState
from MedSegModuleLib.Section import guarded

INTERVAL_MS = 250


class NetworkPreparing:
    """Has the chosen network prepared in a process of its own, once; whatever fails is told when the network is applied."""

    def __init__(self, parent, start: Callable[[object], object]) -> None:
        """Prepare; no process is started before `show`.

        Args:
            parent: The widget that the timer belongs to.
            start: Starts a job that prepares the network of these parameters; see `medseg.jobs.start_job`.
        """
        self._start = start
        self._done = set()
        self._job = None
        self._timer = qt.QTimer(parent)
        self._timer.connect("timeout()", guarded(self.look))

    @property
    def isRunning(self) -> bool:
        """Whether a network is being prepared."""
        return self._job is not None

    def show(self, files, parameters) -> None:
        """Prepare a network, unless that was done already; another one that is being prepared is given up.

        Args:
            files: What tells this version of the package from others, hashable.
            parameters: The network and how it will be applied.
        """
        what = files, parameters.device, parameters.precision
        if what in self._done:
            return
        self.stop()
        self._done.add(what)
        try:
            self._job = self._start(parameters)
        except MedSegError:
            return
        self._timer.start(INTERVAL_MS)

    def look(self) -> None:
        """See whether the process has ended."""
        if self._job is not None and self._job.poll().state is not JobState.RUNNING:
            self.stop()

    def stop(self) -> None:
        """End the process."""
        self._timer.stop()
        job, self._job = self._job, None
        if job is not None:
            job.close()
