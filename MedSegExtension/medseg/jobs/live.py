"""A process that stays, with a network loaded, and segments one slice after the other: the caller's side."""

import subprocess
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from medseg.errors import JobError, MedSegError
from medseg.jobs.failure import LOG_HINT, failure_from_json
from medseg.jobs.job import LOG_FILE
from medseg.jobs.json_records import to_json
from medseg.jobs.live_labels import LiveLabels
from medseg.jobs.message_reader import MessageReader
from medseg.jobs.parcel import REQUEST, Parcel
from medseg.jobs.process import end_process, remove_folder, start_process
from medseg.jobs.slot import Slot
from medseg.jobs.surroundings import find_python, worker_environment
from medseg.jobs.voxel_files import volume_to_json
from medseg.records import NetworkParameters
from medseg.volume import Volume

FOLDER_PREFIX = "medseg-live-"
SLICE, LABELS = "slice", "labels"
NEXT = b"next\n"


class LiveSegmenter:
    """Segments slices as they are shown: give one with `submit`, ask `poll` for what came of it. Neither ever waits.

    The process is started once, loads the network, and takes the newest slice there is: those in between are left out. It ends
    with `close`, with this object, and with the program that made it.

    Example:
        with LiveSegmenter(NetworkParameters(model="lungs-ct-unet")) as live:
            live.submit(one_slice)
            while (found := live.poll()) is None:
                time.sleep(0.005)
            draw(found.labels, found.colors)
    """

    def __init__(
        self,
        parameters: NetworkParameters,
        *,
        python: Path | None = None,
        environment: Mapping[str, str] | None = None,
        threads: int | None = None,
    ) -> None:
        """Start the process; it loads the network meanwhile.

        Args:
            parameters: Which network, and how it runs.
            python: The Python to run it with; default: the one that runs this, or inside the Slicer application Slicer's.
            environment: Its environment variables; default: those of this process.
            threads: How many threads it may use; default: what numerical libraries choose.

        Raises:
            JobError: The process cannot be started.
        """
        self._folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))  # open to this user alone
        try:
            self._process = _start(self._folder, parameters, python or find_python(), worker_environment(environment, threads))
        except BaseException:
            remove_folder(self._folder)
            raise
        self._messages = MessageReader(self._folder)
        self._slices, self._labels = Slot(self._folder, SLICE), Slot(self._folder, LABELS)
        self._error: MedSegError | None = None
        self._number = 0
        self._is_ready = False
        self._clear = weakref.finalize(self, _clear, self._process, self._folder)

    @property
    def process_id(self) -> int:
        """The number that the system knows the process by."""
        return self._process.pid

    @property
    def is_ready(self) -> bool:
        """Whether the network is loaded, as far as `poll` has seen."""
        return self._is_ready

    def submit(self, volume: Volume) -> int:
        """Give a slice, in place of one that has not been begun.

        Args:
            volume: An image one slice thick, or with as many neighbours on both sides, of which the middle one counts.

        Returns:
            The submission's number, which its labels will have.

        Raises:
            MedSegError: The process has failed or was closed; the message says why.
        """
        self._require_open()
        self._number += 1
        try:
            self._slices.put(volume.array, number=self._number, volume=volume_to_json(volume, ""))
        except OSError as error:
            raise JobError("The slice could not be given to the process that segments: start it again.") from error
        _tell(self._process)
        return self._number

    def poll(self) -> LiveLabels | None:
        """The labels that were finished last and not asked for yet; None where there are none.

        Raises:
            MedSegError: The network cannot be used, or cannot take the image; the process has ended then.
        """
        self._require_open()
        found = self._labels.take()
        if found is None:
            return None
        array, values = found
        colors = tuple((red, green, blue) for red, green, blue in values["colors"])
        return LiveLabels(array, tuple(values["names"]), colors, values["number"], values["seconds"])

    def close(self) -> None:
        """End the process with all that it started, and free what it holds."""
        self._error = self._error or JobError("The live segmentation was closed: start it again.")
        self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _require_open(self) -> None:
        """See what the process told; raise what it failed with."""
        if self._error is None:
            has_ended = self._process.poll() is not None  # asked first: what it wrote last is there then
            for message in self._messages.read():
                self._take(message)
            if has_ended and self._error is None:
                code = self._process.returncode
                self._error = JobError(f"The process that segments live broke down (exit code {code}). {LOG_HINT}")
            if self._error is not None:
                self._clear()
        if self._error is not None:
            raise self._error

    def _take(self, message: dict[str, Any]) -> None:
        if message["kind"] == "failed":
            self._error = failure_from_json(message)
        elif message["kind"] == "ready":
            self._is_ready = True


def _start(folder: Path, parameters: NetworkParameters, program: Path, variables: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    try:
        Parcel({"network": to_json(parameters)}).write_list(folder, REQUEST)
        with (folder / LOG_FILE).open("wb") as log:
            return start_process([str(program), "-m", "medseg.worker.live", str(folder)], folder, variables, log)
    except OSError as error:
        raise JobError(f"Cannot start {program.name!r} for the work ({error.strerror}). Choose another Python.") from error


def _tell(process: "subprocess.Popen[bytes]") -> None:
    """Tell the process that there is a slice. One that has broken down already is found by `poll`, with its reason."""
    assert process.stdin is not None  # noqa: S101  it was started with a pipe
    try:
        process.stdin.write(NEXT)
    except (BrokenPipeError, OSError):
        return


def _clear(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """End what runs, and remove what lies there."""
    end_process(process)
    remove_folder(folder)
