"""What a method's process gave, weighed and timed."""

import math

from medseg.jobs import Job
from medseg.pipeline.method_run import MethodRun

IN_A_PROCESS = "in a process of its own: seconds of its work, peak of its resident memory"
PROBABILITY = "probability-"


def collect_run(job: Job, total_seconds: float) -> MethodRun:
    """The result of a job that segments an image.

    Args:
        job: A job of one of the tasks `segment_*`, which has ended.
        total_seconds: From its start to its end.

    Raises:
        MedSegError: Why there is no result.
        CancelledError: It was cancelled.
    """
    result = job.result()
    cost = job.cost
    maps = {name.removeprefix(PROBABILITY): image for name, image in result.volumes.items() if name.startswith(PROBABILITY)}
    return MethodRun(
        segmentation=result.segmentations["segmentation"],
        probabilities=maps,
        seconds=cost.seconds if cost else math.nan,
        total_seconds=total_seconds,
        peak_mb=cost.peak_mb if cost else math.nan,
        measured=IN_A_PROCESS + (", which kept its probabilities" if maps else ""),
        notices=tuple(result.record.get("notices", ())),
    )
