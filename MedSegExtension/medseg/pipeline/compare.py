"""Methods compared on one image against one reference."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from medseg.errors import CancelledError, MedSegError
from medseg.pipeline.case import describe_image
from medseg.pipeline.compare_request import CompareRequest
from medseg.pipeline.compare_result import CompareResult
from medseg.pipeline.method_run import MethodRun
from medseg.pipeline.network_origin import package_folder
from medseg.pipeline.notice import Notice, ignore_notice
from medseg.pipeline.plotted_method import PlottedMethod
from medseg.pipeline.reading import read_image
from medseg.pipeline.run_method import run_method
from medseg.pipeline.scored import Scored
from medseg.pipeline.share import share
from medseg.pipeline.without_result import without_result
from medseg.records import (
    ComparedMethod,
    Comparison,
    Evaluation,
    MethodKind,
    MethodOutcome,
    MethodSpec,
    OutcomeStatus,
    Plot,
    Progress,
    describe_run,
    ignore_progress,
)
from medseg.volume import Segment, Segmentation, Volume

TOGETHER = "together"
SUFFIX = ".seg.nrrd"
ENDINGS = r"\.(seg\.nrrd|nii\.gz|nii|nrrd|nhdr|mha|mhd|png|dcm)\b"


def compare_case(request: CompareRequest, progress: Progress = ignore_progress, notice: Notice = ignore_notice) -> CompareResult:
    """Run methods on the same image, and score each against the same reference.

    A method that cannot begin, or fails, says why in its outcome; the others go on.

    Args:
        request: The image, the reference and the methods.
        progress: Told how far the work is.
        notice: Told what is peculiar about the image.

    Returns:
        The scores of all methods, their segmentations, and the numbers of the plots.

    Raises:
        GeometryMismatchError: Image and reference lie on two grids, and resampling was not asked for.
        MedSegError: The image or the reference cannot be read, or a segmentation cannot be written.
        CancelledError: `progress` stopped the work.
    """
    from medseg.io import read_segmentation

    progress(0.0, "reading the image")
    volume = read_image(request.image, request.read, notice)
    reference = read_segmentation(request.reference, volume.geometry, request.read)
    if request.together:
        reference = together(reference)
    if not request.scoring.resample:  # found now, not after every method has run
        reference.geometry.require_match(volume.geometry, "the reference", "the image")
    last = 0.75 if request.plots else 1.0
    step = (last - 0.05) / len(request.methods)
    scored: list[Scored] = []
    for number, (label, spec) in enumerate(zip(request.labels, request.methods, strict=True)):
        told = share(progress, 0.05 + step * number, 0.05 + step * (number + 1))
        scored.append(_compare_one(request, label, spec, (volume, reference), told))
    outcomes = tuple(one.outcome for one in scored)
    plots = _plots(request, scored, volume, reference, share(progress, last, 1.0))
    progress(1.0, "done")
    return CompareResult(
        comparison=Comparison(
            case=request.case,
            image=describe_image(volume),
            reference={"segments": list(reference.names), "provenance": dict(reference.provenance)},
            outcomes=outcomes,
            provenance=describe_run("compare", request.scoring, methods=[str(spec) for spec in request.methods]),
        ),
        volume=volume,
        reference=reference,
        segmentations={one.outcome.method: one.run.segmentation for one in scored if one.run is not None},
        plots=plots,
    )


def file_name(label: str) -> str:
    """The name of a method's segmentation, of letters that any system takes.

    Example:
        >>> file_name("threshold -1000 to -400"), file_name("file mine.nii.gz"), file_name("U-Net lungs (2)")
        ('threshold--1000-to--400.seg.nrrd', 'file-mine.seg.nrrd', 'u-net-lungs-2.seg.nrrd')
    """
    return re.sub(r"[^a-z0-9.+-]+", "-", re.sub(ENDINGS, "", label.lower())).strip("-.") + SUFFIX


def together(segmentation: Segmentation) -> Segmentation:
    """All segments as one, in the colour of the first; the provenance stays."""
    color = segmentation.segments[0].color if segmentation.segments else Segment(TOGETHER).color
    whole = {Segment(TOGETHER, color): segmentation.union()}
    return Segmentation.from_masks(segmentation.geometry, whole, segmentation.name, segmentation.provenance)


def _compare_one(
    request: CompareRequest, label: str, spec: MethodSpec, case: tuple[Volume, Segmentation], progress: Progress
) -> Scored:
    """Run, write and score one method. What goes wrong is told in its outcome."""
    told = _prefixed(progress, label)
    outcome = MethodOutcome(method=label, spec=str(spec), status=OutcomeStatus.DONE)
    try:
        run = _run(request, spec, case[0], share(told, 0.0, 0.8))
    except CancelledError:
        raise
    except MedSegError as error:
        return Scored(without_result(outcome, error), spec)
    outcome = replace(
        outcome,
        seconds=run.seconds,
        total_seconds=run.total_seconds,
        peak_mb=run.peak_mb,
        measured=run.measured,
        segmentation_file=_write(request, label, run.segmentation),
        notices=run.notices,
        provenance=run.segmentation.provenance,
    )
    try:
        return Scored(replace(outcome, evaluation=_score(request, run, case, share(told, 0.8, 1.0))), spec, run)
    except CancelledError:
        raise
    except MedSegError as error:  # its segmentation is there, and cannot be compared
        return Scored(without_result(outcome, error), spec)


def _run(request: CompareRequest, spec: MethodSpec, volume: Volume, progress: Progress) -> MethodRun:
    settings: dict[str, Any] = {"read": request.read, "keep_probabilities": request.plots, "threads": request.threads}
    run = run_method(spec, volume, **settings, progress=progress)
    return replace(run, segmentation=together(run.segmentation)) if request.together else run


def _score(request: CompareRequest, run: MethodRun, case: tuple[Volume, Segmentation], progress: Progress) -> Evaluation:
    from medseg.metrics import evaluate

    volume, reference = case
    return evaluate(run.segmentation, reference, request.scoring, volume, progress)


def _write(request: CompareRequest, label: str, segmentation: Segmentation) -> str | None:
    from medseg.io import write

    if request.output is None:
        return None
    names = [file_name(other) for other in request.labels]
    name = file_name(label)
    if names.count(name) > 1:  # labels that differ in letters that a file's name cannot have
        name = f"{request.labels.index(label) + 1}-{name}"
    return Path(write(segmentation, request.output / name)).name


def _plots(
    request: CompareRequest, scored: list[Scored], volume: Volume, reference: Segmentation, progress: Progress
) -> tuple[Plot, ...]:
    from medseg.pipeline.compare_plots import make_plots

    done = [_plotted(one.outcome.method, one.spec, one.run) for one in scored if one.run is not None]
    if not request.plots or not done:
        return ()
    return make_plots(done, volume, reference, request.scoring, progress)


def _plotted(label: str, spec: MethodSpec, run: MethodRun) -> PlottedMethod:
    threshold = spec.threshold() if spec.kind is MethodKind.THRESHOLD else None
    package = package_folder(run.segmentation.provenance, spec.network().model) if spec.kind.is_network else ""
    return PlottedMethod(ComparedMethod(label=label, threshold=threshold, package=package), run.segmentation, run.probabilities)


def _prefixed(progress: Progress, label: str) -> Progress:
    return lambda fraction, message: progress(fraction, f"{label}: {message}")
