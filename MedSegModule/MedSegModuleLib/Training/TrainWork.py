"""The work of a training: pairs of the scene into files, then a child process."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from slicer.i18n import tr as _

from medseg.jobs import start_job
from medseg.records import TrainingRun
from MedSegModuleLib.JobWork import JobWork
from MedSegModuleLib.Training.orderFile import writeOrder
from MedSegModuleLib.Training.pairFiles import pairWriters
from MedSegModuleLib.Training.TrainOrder import TrainOrder

COMMAND = "the panel of MedSeg"


class TrainWork:
    """Writes one pair a poll, in a thread, and then watches the process that trains.

    Attributes:
        fraction: Done so far, 0 to 1.
        message: What is being done now.
        secondsLeft: Estimate of the time left; None where unknown.
    """

    def __init__(self, order: TrainOrder, threads: int | None) -> None:
        """Begin nothing yet.

        Args:
            order: What is asked for.
            threads: How many threads the child may use; None for all.
        """
        self.fraction = 0.0
        self.message = _("Starting")
        self.secondsLeft: float | None = None
        self._order = order
        self._threads = threads
        self._writers: Iterator[Callable[[], None]] | None = None
        self._executor = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        self._written = 0
        self._job: JobWork | None = None

    def poll(self) -> bool:
        """Go on; True while there is more to do. Raises what went wrong."""
        if self._job is not None:
            return self._watch(self._job)
        if self._isWriting():
            return True
        self._executor.shutdown()
        self._job = self._start()
        return True

    def cancel(self) -> None:
        """End the process; what it has kept stays in the folder, and a pair that is being written appears whole or not at all."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._job is not None:
            self._job.cancel()

    def result(self) -> Any:
        """What came of it: the record of the job; raises the error that the work raised."""
        return self._job.result()

    def log(self) -> str:
        """What the process wrote to its log."""
        return "" if self._job is None else self._job.log()

    def _isWriting(self) -> bool:
        """Write the next pair where the one before is done."""
        if self._writing is not None:
            if not self._writing.done():
                return True
            self._writing.result()
        if self._writers is None:
            self._writers = pairWriters(list(self._order.pairs), self._order.output) if self._order.pairs else iter(())
        write = next(self._writers, None)
        if write is None:
            return False
        self._written += 1
        count = min(self._written, len(self._order.pairs))
        self.message = _("Writing pair {number} of {count}").format(number=count, count=len(self._order.pairs))
        self._writing = self._executor.submit(write)
        return True

    def _start(self) -> JobWork:
        order = self._order
        if not order.resumes:
            writeOrder(order.parameters, order.output)
        run = TrainingRun(output=str(order.output), resume=order.resumes, command=COMMAND)
        job = start_job("train", {"training": order.parameters, "run": run}, threads=self._threads)
        return JobWork(job, lambda result: result.record)

    def _watch(self, job: JobWork) -> bool:
        goesOn = job.poll()
        self.fraction, self.message, self.secondsLeft = job.fraction, job.message, job.secondsLeft
        return goesOn
