"""Work in a child process."""

from collections.abc import Callable
from typing import Any

from medseg.jobs import Job, JobResult, JobState


class JobWork:
    """Watches a job.

    Attributes:
        fraction: Done so far, 0 to 1.
        message: What is being done now.
        secondsLeft: Estimate of the time left; None where unknown.
    """

    def __init__(self, job: Job, collect: Callable[[JobResult], Any]) -> None:
        """Watch a job that was started.

        Args:
            job: The job.
            collect: Makes the result of what the job gives.
        """
        self.fraction = 0.0
        self.message = ""
        self.secondsLeft: float | None = None
        self._job = job
        self._collect = collect

    def poll(self) -> bool:
        """Ask the job; True while it runs."""
        status = self._job.poll()
        self.fraction, self.message, self.secondsLeft = status.fraction, status.message, status.seconds_left
        return status.state is JobState.RUNNING

    def cancel(self) -> None:
        """End the process and all that it started."""
        self._job.cancel()

    def result(self) -> Any:
        """What came of it; raises the error that the work raised."""
        return self._collect(self._job.result())

    def log(self) -> str:
        """What the process wrote to its log."""
        return self._job.log()
