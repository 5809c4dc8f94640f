"""One method on one image, timed and weighed."""

import math
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from medseg.jobs import Job, JobState, start_job
from medseg.pipeline.collect_run import collect_run
from medseg.pipeline.method_run import MethodRun
from medseg.records import MethodKind, MethodSpec, NetworkParameters, Progress, ReadParameters, ignore_progress
from medseg.volume import Segmentation, Volume

PAUSE_S = 0.05


def run_method(
    spec: MethodSpec,
    volume: Volume,
    *,
    read: ReadParameters | None = None,
    keep_probabilities: bool = False,
    threads: int | None = None,
    progress: Progress = ignore_progress,
) -> MethodRun:
    """Run a method on an image, each in a fresh process, so that none profits from what another has loaded.

    A given segmentation (`file:`) is read here, and nothing is measured of it.

    Args:
        spec: The method.
        volume: The image.
        read: How the files of masks and given segmentations are read.
        keep_probabilities: Let a network give its probabilities too.
        threads: How many threads it may use; default: what numerical libraries choose.
        progress: Told how far it is.

    Raises:
        MedSegError: Why there is no result.
        CancelledError: `progress` stopped the work; its process is gone.
    """
    if spec.kind is MethodKind.FILE:
        progress(0.0, "Reading the segmentation")
        return MethodRun(segmentation=_read(spec, volume, read))
    start = time.perf_counter()
    task, parameters, masks = _order(spec, volume, read, keep_probabilities)
    with start_job(task, parameters, {"image": volume}, masks, threads=threads) as job:
        _follow(job, progress)
        run = collect_run(job, math.nan)
    return replace(run, total_seconds=time.perf_counter() - start)  # with reading the result


def _order(
    spec: MethodSpec, volume: Volume, read: ReadParameters | None, keep_probabilities: bool
) -> tuple[str, Mapping[str, Any], Mapping[str, Segmentation]]:
    """Name of the task, its parameters, and the segmentations that it takes."""
    if spec.kind.is_network:
        network = replace(_placed(spec.network()), keep_probabilities=keep_probabilities)
        return "segment_network", {"network": network, "after": spec.cleanup()}, {}
    if spec.kind is MethodKind.MASK:
        return "segment_mask", {}, {"mask": _read(spec, volume, read)}
    return "segment_threshold", {"threshold": spec.threshold(), "after": spec.cleanup()}, {}


def _placed(network: NetworkParameters) -> NetworkParameters:
    """A network whose package is a path that holds in another folder too: the process works in one of its own."""
    if network.model is None or not Path(network.model).exists():
        return network
    return replace(network, model=str(Path(network.model).absolute()))


def _read(spec: MethodSpec, volume: Volume, read: ReadParameters | None) -> Segmentation:
    from medseg.io import read_segmentation

    return read_segmentation(Path(spec.path or ""), volume.geometry, read or ReadParameters())


def _follow(job: Job, progress: Progress) -> None:
    """Tell how far a job is until it has ended."""
    while (status := job.poll()).state is JobState.RUNNING:
        progress(status.fraction, status.message)
        time.sleep(PAUSE_S)
