"""One case: read, segment, write."""

from pathlib import Path

from medseg.errors import ParameterError
from medseg.pipeline.method import Method
from medseg.pipeline.network_case import map_paths, segment_network
from medseg.pipeline.notice import Notice, ignore_notice
from medseg.pipeline.reading import read_image
from medseg.pipeline.request import CaseRequest
from medseg.pipeline.result import CaseResult
from medseg.pipeline.segmented import Segmented
from medseg.pipeline.share import share
from medseg.pipeline.stopwatch import Stopwatch
from medseg.records import Progress, ignore_progress
from medseg.volume import Segmentation, Volume


def segment_case(request: CaseRequest, progress: Progress = ignore_progress, notice: Notice = ignore_notice) -> CaseResult:
    """Segment one image, from its path to the file of the result.

    Args:
        request: The image and how to segment it.
        progress: Told how far the work is.
        notice: Told what is peculiar about the image, as soon as it is known.

    Returns:
        The image, its segmentation with provenance, and the statistics of each segment.

    Raises:
        MedSegError: The image or the mask cannot be read, a parameter does not suit the image, or the result cannot be
            written; nothing is left half-written.
        CancelledError: `progress` stopped the work.
    """
    watch = Stopwatch()
    progress(0.0, "reading the image")
    with watch.step("read"):
        volume = read_image(request.image, request.read, notice)
    _check_pictures(volume, request)
    with watch.step("segment"):
        made = _segment(request, volume, share(progress, 0.1 if request.method.is_network else 0.3, 0.9), notice)
    made.segmentation.provenance["image"] = describe_image(volume)
    progress(0.9, "writing")
    maps = map_paths(request, made)
    with watch.step("write"):
        for path, image in maps.values():
            _write(image, path)
        _write(made.segmentation, request.output)
        _write(made.masked, request.masked_output)
    progress(1.0, "done")
    return CaseResult(
        volume=volume,
        segmentation=made.segmentation,
        statistics=made.statistics,
        seconds=watch.seconds,
        path=request.output,
        masked=made.masked,
        measurements=made.measurements,
        maps={name: path for name, (path, _) in maps.items()},
    )


def _check_pictures(volume: Volume, request: CaseRequest) -> None:
    """Refuse to write slices as one picture before they are segmented."""
    for path in (request.output, request.masked_output, request.probabilities, request.uncertainty):
        if path is not None and path.suffix.lower() == ".png" and not volume.geometry.is_single_slice:
            raise ParameterError(
                f"Expected an image of one slice for a result in PNG, got {volume.geometry.shape[0]} slices. "
                "Write .seg.nrrd or .nii.gz instead."
            )


def describe_image(volume: Volume) -> dict[str, object]:
    """What a result's provenance says about its image: nothing that identifies a patient."""
    return {
        "modality": volume.modality.value,
        "size_ijk": list(reversed(volume.geometry.shape)),
        "spacing_ijk_mm": list(volume.geometry.spacing_ijk),
        "orientation": volume.geometry.orientation,
        "findings": [finding.code for finding in volume.findings],
        "identifiers": dict(volume.identifiers),
    }


def _segment(request: CaseRequest, volume: Volume, progress: Progress, notice: Notice) -> Segmented:
    if request.method.is_network:
        return segment_network(request, volume, progress, notice)
    if request.method is Method.MASK and request.mask is not None:
        return _with_mask(request, request.mask, volume, progress)
    return _with_thresholds(request, volume, progress)


def _with_mask(request: CaseRequest, path: Path, volume: Volume, progress: Progress) -> Segmented:
    from medseg.io import read_segmentation
    from medseg.segment import segment_with_mask

    progress(0.0, "reading the mask")
    mask = read_segmentation(path, volume.geometry, request.read)
    result = segment_with_mask(volume, mask, request.with_mask, share(progress, 0.3, 1.0))
    return Segmented(result.segmentation, result.statistics, result.masked)


def _with_thresholds(request: CaseRequest, volume: Volume, progress: Progress) -> Segmented:
    from medseg.segment import mask_statistics, segment_with_threshold

    segmentation = segment_with_threshold(volume, request.threshold, request.before, request.after, share(progress, 0.0, 0.9))
    progress(0.9, "measuring the segments")
    return Segmented(segmentation, mask_statistics(volume, segmentation))


def _write(thing: Segmentation | Volume | None, path: Path | None) -> None:
    from medseg.io import write

    if thing is not None and path is not None:
        write(thing, path)
