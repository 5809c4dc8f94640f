"""From a folder's request to its result."""

import importlib
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from medseg.errors import JobError
from medseg.jobs.failure import failure_to_json
from medseg.jobs.memory import peak_memory_mb
from medseg.jobs.message_writer import MessageWriter
from medseg.jobs.parcel import REQUEST, RESULT, Parcel
from medseg.jobs.tasks import find_task

logger = logging.getLogger(__name__)

HOMES = {
    "segment_threshold": "medseg.worker.threshold",
    "segment_mask": "medseg.worker.mask",
    "segment_network": "medseg.worker.network",
    "prepare_network": "medseg.worker.preparation",
    "evaluate": "medseg.worker.evaluation",
    "compare_plots": "medseg.worker.comparison",
    "install_model": "medseg.worker.install",
    "train": "medseg.worker.training",
}
"""The module that does each task; its function `run` takes the parcel, the parameters and a progress."""


def run(folder: Path, messages: MessageWriter, wait: Callable[[], None]) -> int:
    """Do what a folder asks for, and leave the result there; whatever goes wrong is told, and its traceback logged.

    Args:
        folder: The job's folder.
        messages: Take how far the work is, and how it ended.
        wait: Waits until all files are there.

    Returns:
        Exit code: 0 where all went well, else 1.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s: %(name)s: %(message)s", stream=sys.stderr)
    try:
        seconds = _work(folder, wait, messages)
    except Exception as error:  # the edge of the process: who started it learns of any error by the message alone
        logger.exception("The work failed.")
        messages.send(kind="failed", **failure_to_json(error))
        return 1
    messages.send(kind="done", seconds=seconds, peak_mb=peak_memory_mb())
    _flush()
    os._exit(0)  # the result is there: nobody waits for libraries to tidy up


def _work(folder: Path, wait: Callable[[], None], messages: MessageWriter) -> float:
    """Do the work, and leave its result; returns the seconds that the work alone took."""
    request = Parcel.read_list(folder, REQUEST)
    order: dict[str, Any] = request["record"]
    _check_package(order["package"])
    parameters = find_task(order["task"]).to_records(order["parameters"])
    task = importlib.import_module(HOMES[order["task"]])  # while the other side writes voxels
    wait()
    parcel = Parcel.from_list(request, folder, mapped=True)
    start = time.perf_counter()
    result: Parcel = task.run(parcel, parameters, messages.progress)
    seconds = time.perf_counter() - start
    result.write_voxels(folder, RESULT)
    result.write_list(folder, RESULT)
    return seconds


def _check_package(expected: str) -> None:
    """Insist on being of the same installation as who asks: another one may give other voxels."""
    own, other = Path(__file__).resolve().parents[1], Path(expected)
    if not (other.exists() and own.samefile(other)):
        raise JobError(
            "The process for the work loaded another installation of medseg than the one that started it. "
            "Remove one of the two, or name the Python to use."
        )


def _flush() -> None:
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
