"""The parts of a comparison's work: a method, its scores, the plots of all."""

import time
from dataclasses import replace
from typing import Any

from medseg.jobs import Job, from_json, start_job
from medseg.records import ComparedMethods, MethodKind, MethodOutcome, Plot
from MedSegModuleLib import evaluating
from MedSegModuleLib.Comparing.CompareMethod import CompareMethod
from MedSegModuleLib.Comparing.CompareOrder import CompareOrder
from MedSegModuleLib.JobWork import JobWork
from MedSegModuleLib.QuickWork import QuickWork
from MedSegModuleLib.requests import readSegmentation
from MedSegModuleLib.ScoreRequest import ScoreRequest
from MedSegModuleLib.segmenting import startJob


def startMethod(method: CompareMethod, order: CompareOrder, threads: int | None) -> JobWork | QuickWork:
    """Start a method in a process of its own; a segmentation of the scene is read here. The result is a `MethodRun`.

    Raises:
        MedSegError: Why it cannot begin.
    """
    if method.request is None:
        return QuickWork(lambda _progress: _given(method.node, order), lambda _fraction, _message: None)
    start = time.perf_counter()
    job = startJob(method.request(order.volume), threads)
    return JobWork(job, lambda _result: _collected(job, start))


def startScoring(run: Any, order: CompareOrder, threads: int | None) -> JobWork | QuickWork:
    """Start scoring what a method made; the result is an `Evaluation`."""
    isOnImage = order.volume.geometry.matches(order.reference.geometry)
    request = ScoreRequest(
        prediction=scored(run.segmentation, order),
        reference=order.reference,
        image=order.volume if isOnImage else None,
        parameters=order.scoring,
    )
    return evaluating.startScoring(request, lambda _fraction, _message: None, threads)


def startPlots(methods: list[Any], order: CompareOrder, threads: int | None) -> JobWork:
    """Start measuring what the plots show; the result is a tuple of `Plot`.

    Args:
        methods: A `PlottedMethod` for each method that made something.
        order: What is compared.
        threads: How many threads the process may use.
    """
    volumes, segmentations = {"image": order.volume}, {"reference": order.reference}
    for number, method in enumerate(methods):
        segmentations[f"method-{number}"] = method.segmentation
        volumes |= {f"probability-{number}-{name}": volume for name, volume in method.probabilities.items()}
    compared = ComparedMethods(methods=tuple(method.about for method in methods))
    parameters = {"compared": compared, "evaluation": order.scoring}
    job = start_job("compare_plots", parameters, volumes, segmentations, threads=threads)
    return JobWork(job, lambda result: tuple(from_json(Plot, values) for values in result.record["plots"]))


def plotted(label: str, method: CompareMethod, run: Any, order: CompareOrder) -> Any:
    """A method as the plots show it."""
    from medseg.pipeline.network_origin import package_folder
    from medseg.pipeline.plotted_method import PlottedMethod
    from medseg.records import ComparedMethod

    made = run.segmentation.provenance
    threshold = method.request(order.volume).threshold if method.spec.startswith(MethodKind.THRESHOLD.value) else None
    isNetwork = method.spec.partition(":")[0] in (MethodKind.CNN.value, MethodKind.UNET.value)
    about = ComparedMethod(label=label, threshold=threshold, package=package_folder(made) if isNetwork else "")
    return PlottedMethod(about, scored(run.segmentation, order), run.probabilities)


def measured(outcome: MethodOutcome, run: Any) -> MethodOutcome:
    """An outcome with the costs and the origin of what was made."""
    return replace(
        outcome,
        seconds=run.seconds,
        total_seconds=run.total_seconds,
        peak_mb=run.peak_mb,
        measured=run.measured,
        notices=run.notices,
        provenance=run.segmentation.provenance,
    )


def scored(segmentation: Any, order: CompareOrder) -> Any:
    """A segmentation as it is scored: its segments joined where that was asked for."""
    from medseg.pipeline.compare import together

    return together(segmentation) if order.together else segmentation


def _given(node: Any, order: CompareOrder) -> Any:
    from medseg.pipeline import MethodRun

    return MethodRun(segmentation=readSegmentation(node, order.volume))


def _collected(job: Job, start: float) -> Any:
    from medseg.pipeline.collect_run import collect_run

    run = collect_run(job, 0.0)
    return replace(run, total_seconds=time.perf_counter() - start)
