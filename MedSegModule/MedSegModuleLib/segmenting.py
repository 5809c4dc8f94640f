"""Making segments: here where that is quick, else in a child process."""

from dataclasses import replace

from medseg.errors import InputError
from medseg.jobs import Job, JobResult, from_json, start_job
from medseg.records import MaskStatistics, Progress
from medseg.volume import Segment, Segmentation
from MedSegModuleLib.JobWork import JobWork
from MedSegModuleLib.QuickWork import QuickWork
from MedSegModuleLib.SegmentOutcome import SegmentOutcome
from MedSegModuleLib.SegmentRequest import SegmentRequest
from MedSegModuleLib.workCost import isQuick


def startWork(request: SegmentRequest, onProgress: Progress, threads: int | None) -> QuickWork | JobWork:
    """Start segmenting.

    Args:
        request: What is to be segmented.
        onProgress: Told how far work in this process is.
        threads: How many threads a child may use; None for all.
    """
    if isQuick(request):
        return QuickWork(lambda progress: segmentHere(request, progress), onProgress)
    return startChild(request, threads)


def segmentHere(request: SegmentRequest, progress: Progress) -> SegmentOutcome:
    """Make the segments in this process.

    Raises:
        MedSegError: See `medseg.segment`.
    """
    from medseg.segment import segment_with_mask, segment_with_threshold

    if request.threshold is None:
        found = segment_with_mask(request.volume, request.mask, request.maskParameters, progress, region=request.region)
        outcome = SegmentOutcome(
            segmentation=found.segmentation, masked=found.masked, statistics=found.statistics, ownsVoxels=False
        )
        return _named(outcome, request)
    steps = (request.threshold, request.before, request.after)
    segmentation = segment_with_threshold(request.volume, *steps, progress, region=request.region)
    return _withMasked(SegmentOutcome(segmentation=segmentation), request)


def startChild(request: SegmentRequest, threads: int | None) -> JobWork:
    """Make the segments in a process of its own.

    Raises:
        JobError: It cannot be started.
        WriteError: There is no room for the voxels.
    """
    job = startJob(request, threads)
    if request.network is not None:
        return JobWork(job, lambda result: _withMasked(_named(_fromNetworkJob(result), request), request))
    if request.threshold is None:
        return JobWork(job, lambda result: _named(_fromMaskJob(result), request))
    return JobWork(job, lambda result: _withMasked(SegmentOutcome(segmentation=result.segmentations["segmentation"]), request))


def startJob(request: SegmentRequest, threads: int | None) -> Job:
    """The job alone, which gives what its task gives; raises as `startChild`."""
    volumes, segmentations = {"image": request.volume}, {}
    if request.region is not None:
        segmentations["region"] = Segmentation.from_masks(request.volume.geometry, {Segment("region"): request.region})
    if request.network is not None:
        parameters = {"network": request.network, "after": request.after}
        return start_job("segment_network", parameters, volumes, segmentations, threads=threads)
    if request.threshold is None:
        segmentations["mask"] = request.mask
        return start_job("segment_mask", {"mask": request.maskParameters}, volumes, segmentations, threads=threads)
    parameters = {"threshold": request.threshold, "before": request.before, "after": request.after}
    return start_job("segment_threshold", parameters, volumes, segmentations, threads=threads)


def _fromMaskJob(result: JobResult) -> SegmentOutcome:
    return SegmentOutcome(
        segmentation=result.segmentations["segmentation"],
        masked=result.volumes["masked"],
        statistics=tuple(from_json(MaskStatistics, values) for values in result.record["statistics"]),
    )


def _fromNetworkJob(result: JobResult) -> SegmentOutcome:
    return SegmentOutcome(
        segmentation=result.segmentations["segmentation"],
        extras=result.volumes,
        notices=tuple(result.record["notices"]),
        measurements=result.record["measurements"],
    )


def _withMasked(outcome: SegmentOutcome, request: SegmentRequest) -> SegmentOutcome:
    """With the image inside the segments, if it is wanted and anything is inside."""
    if not request.wantsMasked:
        return outcome
    from medseg.segment import segment_with_mask

    try:
        found = segment_with_mask(request.volume, outcome.segmentation, request.maskParameters)
    except InputError:  # no voxel is inside, which the provenance says
        return outcome
    return replace(outcome, masked=found.masked)


def _named(outcome: SegmentOutcome, request: SegmentRequest) -> SegmentOutcome:
    """With the name that was asked for, where there is one segment to bear it; without a masked image nobody wants."""
    masked = outcome.masked if request.wantsMasked else None
    segmentation = outcome.segmentation
    if not request.segmentName or len(segmentation.segments) != 1:
        return replace(outcome, masked=masked)
    old = segmentation.segments[0]
    places = [(replace(old, name=request.segmentName), *segmentation.place(old.name))]
    renamed = Segmentation.from_layers(
        segmentation.geometry, segmentation.layers, places, segmentation.name, segmentation.provenance
    )
    statistics = tuple(replace(row, segment=request.segmentName) for row in outcome.statistics)
    return replace(outcome, segmentation=renamed, masked=masked, statistics=statistics)
