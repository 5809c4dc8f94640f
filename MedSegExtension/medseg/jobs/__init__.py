"""Long work in a process of its own: the caller's side.

A job is started with the name of a task, its parameters, and the images and segmentations that it works on; it tells how far it
is, can be cancelled at any moment, and cannot freeze or take down who started it. The other side is `python -m medseg.worker`.

Example:
    with start_job("segment_threshold", {"threshold": {"preset": "lungs"}}, {"image": volume}) as job:
        while job.poll().state is JobState.RUNNING:
            time.sleep(0.05)
        lungs = job.result().segmentations["segmentation"]
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medseg.jobs.cost import JobCost
    from medseg.jobs.job import Job
    from medseg.jobs.json_records import from_json, to_json
    from medseg.jobs.result import JobResult
    from medseg.jobs.start import start_job
    from medseg.jobs.state import JobState
    from medseg.jobs.status import JobStatus
    from medseg.jobs.task import Task
    from medseg.jobs.tasks import TASKS

__all__ = ["TASKS", "Job", "JobCost", "JobResult", "JobState", "JobStatus", "Task", "from_json", "start_job", "to_json"]

_HOMES = {
    "TASKS": "tasks",
    "Job": "job",
    "JobCost": "cost",
    "JobResult": "result",
    "JobState": "state",
    "JobStatus": "status",
    "Task": "task",
    "from_json": "json_records",
    "start_job": "start",
    "to_json": "json_records",
}


def __getattr__(name: str) -> Any:  # a worker takes single modules of this package before it loads NumPy
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
