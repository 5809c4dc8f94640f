"""Work in a process of its own."""

import os
import signal
import subprocess
import time
import weakref
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from medseg.errors import CancelledError, JobError, MedSegError
from medseg.jobs.cost import JobCost
from medseg.jobs.failure import LOG_HINT, failure_from_json
from medseg.jobs.message_reader import MessageReader
from medseg.jobs.parcel import RESULT, Parcel
from medseg.jobs.process import end_process, remove_folder
from medseg.jobs.result import JobResult
from medseg.jobs.state import JobState
from medseg.jobs.status import JobStatus
from medseg.jobs.time_left import TimeLeft

LOG_FILE = "log.txt"
LOG_BYTES = 2**18


class Job:
    """Work in a process of its own; `start_job` makes one.

    Ask `poll` from time to time, from one thread. When the job has ended, in whatever way, its process is gone; after `result`,
    `cancel` or `close` its folder is too. A job that nobody holds any more is cancelled.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        """Watch over a process.

        Args:
            process: `python -m medseg.worker`, started.
            folder: The folder that it was given.
        """
        self._process = process
        self._folder = folder
        self._messages = MessageReader(folder)
        self._time_left = TimeLeft()
        self._start = time.monotonic()
        self._end: float | None = None
        self._state = JobState.RUNNING
        self._fraction, self._message = 0.0, "Starting"
        self._error: MedSegError | None = None
        self._result: JobResult | None = None
        self._cost: JobCost | None = None
        self._log = ""
        self._clear = weakref.finalize(self, _clear, process, folder)

    @property
    def process_id(self) -> int:
        """The number that the system knows the process by."""
        return self._process.pid

    @property
    def cost(self) -> JobCost | None:
        """What the work took; None until it is done."""
        return self._cost

    def poll(self) -> JobStatus:
        """How far the job is; never waits."""
        if self._state is JobState.RUNNING:
            self._look()
        now = self._end or time.monotonic()
        left = self._time_left.seconds(now) if self._state is JobState.RUNNING else None
        return JobStatus(self._state, self._fraction, self._message, now - self._start, left)

    def wait(self, timeout_s: float | None = None, pause_s: float = 0.02) -> JobStatus:
        """Wait until the job has ended, or some seconds have passed."""
        start = time.monotonic()
        while (status := self.poll()).state is JobState.RUNNING:
            if timeout_s is not None and time.monotonic() - start >= timeout_s:
                break
            time.sleep(pause_s)
        return status

    def result(self) -> JobResult:
        """What the job found; waits for its end.

        Raises:
            MedSegError: Why it failed: the error that the work raised, or JobError where its process broke down.
            CancelledError: It was cancelled.
        """
        self.wait()
        if self._state is JobState.CANCELLED:
            raise CancelledError("The work was cancelled.")
        if self._error is not None:
            raise self._error
        if self._result is None:
            self._result = self._read_result()
            self.close()
        return self._result

    def cancel(self) -> None:
        """End the process with all that it started, and remove its folder; a job that has ended stays as it is."""
        if self.poll().state is JobState.RUNNING:
            self._finish(JobState.CANCELLED)
        self.close()

    def close(self) -> None:
        """Let go of what the job holds; one that is running is cancelled."""
        if self._state is JobState.RUNNING:
            self._finish(JobState.CANCELLED)
        self._log = self.log()
        self._clear()

    def log(self) -> str:
        """What the process wrote to standard output and error: the end of it, where it is long."""
        if not self._clear.alive:
            return self._log
        try:
            with (self._folder / LOG_FILE).open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - LOG_BYTES))
                return file.read().decode(errors="replace")
        except FileNotFoundError:
            return self._log

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _look(self) -> None:
        has_ended = self._process.poll() is not None  # asked first: what it wrote last is there then
        for message in self._messages.read():
            self._take(message)
        if has_ended and self._state is JobState.RUNNING:
            self._error = JobError(_ending(self._process.returncode))
            self._finish(JobState.FAILED)

    def _take(self, message: dict[str, Any]) -> None:
        if message["kind"] == "progress":
            self._fraction = max(self._fraction, min(1.0, message["fraction"]))
            self._message = message["message"]
            self._time_left.note(self._fraction, time.monotonic())
        elif message["kind"] == "failed":
            self._error = failure_from_json(message)
            self._finish(JobState.FAILED)
        elif message["kind"] == "done":
            self._fraction = 1.0
            self._cost = JobCost(message["seconds"], message["peak_mb"])
            self._finish(JobState.DONE)

    def _finish(self, state: JobState) -> None:
        end_process(self._process)
        self._end = time.monotonic()
        self._state = state

    def _read_result(self) -> JobResult:
        try:
            parcel = Parcel.from_list(Parcel.read_list(self._folder, RESULT), self._folder, mapped=False)
        except OSError as error:
            raise JobError("The result of the work is no longer there: its folder was removed. Start it again.") from error
        return JobResult(parcel.segmentations, parcel.volumes, parcel.record)


def _clear(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """End what runs, and remove what lies there."""
    end_process(process)
    remove_folder(folder)


def _ending(code: int) -> str:
    """What an exit code says to people, of a process that told nothing itself."""
    if code == -9:  # SIGKILL, which Windows does not have by name
        return (
            "The work was ended from outside; most often that is a computer that runs short of memory. "
            "Close other programs, or crop the image to what matters, and try again."
        )
    if code in (-signal.SIGTERM, -signal.SIGINT):
        return "The work was ended from outside. Start it again."
    return f"The process that did the work broke down (exit code {code}). {LOG_HINT}"
