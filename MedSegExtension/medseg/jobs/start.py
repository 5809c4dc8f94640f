"""Starting a job."""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medseg.errors import JobError
from medseg.jobs.job import LOG_FILE, Job
from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import REQUEST, Parcel
from medseg.jobs.process import end_process, remove_folder, start_process
from medseg.jobs.surroundings import find_python, worker_environment
from medseg.jobs.tasks import find_task
from medseg.volume import Segmentation, Volume

FOLDER_PREFIX = "medseg-job-"
GO = b"go\n"


def start_job(
    task: str,
    parameters: Mapping[str, Any] | None = None,
    volumes: Mapping[str, Volume] | None = None,
    segmentations: Mapping[str, Segmentation] | None = None,
    *,
    python: Path | None = None,
    environment: Mapping[str, str] | None = None,
    threads: int | None = None,
) -> Job:
    """Start work in a process of its own.

    Args:
        task: Its name: see `medseg.jobs.tasks`.
        parameters: For each name that the task knows a record of `medseg.records`, or its fields as plain values.
        volumes: Images by name; the voxels are copied, once.
        segmentations: Segmentations by name; the same.
        python: The Python to run it with; default: the one that runs this, or inside the Slicer application Slicer's.
        environment: Its environment variables; default: those of this process.
        threads: How many threads it may use; default: what numerical libraries choose.

    Returns:
        The job, running.

    Raises:
        ParameterError: No such task, an unknown parameter, or one out of its range.
        InputError: An image or a segmentation is missing, or one too many.
        WriteError: There is no room for the voxels.
        JobError: The process cannot be started.
    """
    volumes, segmentations = volumes or {}, segmentations or {}
    kind = find_task(task)
    records = kind.to_records(parameters or {})
    kind.check_inputs(volumes, segmentations)
    variables = worker_environment(environment, threads)
    program = python or find_python()
    request = Parcel({"task": task, "parameters": to_json(records), "package": _package()}, volumes, segmentations)
    folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))  # open to this user alone
    try:
        return Job(_start(program, folder, variables, request), folder)
    except BaseException:
        remove_folder(folder)
        raise


def _start(program: Path, folder: Path, variables: Mapping[str, str], request: Parcel) -> "subprocess.Popen[bytes]":
    """Start the process, then write the voxels while it loads its packages."""
    try:
        request.write_list(folder, REQUEST)
        with (folder / LOG_FILE).open("wb") as log:
            command = [str(program), "-m", "medseg.worker", str(folder)]
            process = start_process(command, folder, variables, log)
    except OSError as error:
        raise JobError(f"Cannot start {program.name!r} for the work ({error.strerror}). Choose another Python.") from error
    try:
        request.write_voxels(folder, REQUEST)
        _tell(process)
    except BaseException:
        end_process(process)
        raise
    return process


def _tell(process: "subprocess.Popen[bytes]") -> None:
    """Tell the worker that all is there. One that has broken down already is found by `poll`, with its reason."""
    assert process.stdin is not None  # noqa: S101  it was started with a pipe
    try:
        process.stdin.write(GO)
    except (BrokenPipeError, OSError):
        return


def _package() -> str:
    """Where this process has our package from."""
    return str(Path(__file__).resolve().parents[1])
