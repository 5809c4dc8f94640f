"""Segmenting with a network: check, prepare, run, cut, measure."""

from collections.abc import Mapping
from dataclasses import replace

from medseg.filters.cleanup import clean
from medseg.models.inference import Predictor
from medseg.records import (
    CleanupParameters,
    NetworkMethod,
    NetworkParameters,
    Progress,
    Uncertainty,
    describe_run,
    ignore_progress,
)
from medseg.records.progress import part
from medseg.segment.network_input import Warn, check_input, ignore_findings
from medseg.segment.network_maps import NetworkMaps
from medseg.segment.network_masks import make_masks
from medseg.segment.network_measures import measure_segments
from medseg.segment.network_result import NetworkResult
from medseg.segment.network_run import run_on
from medseg.segment.region import describe_region, require_region, within_region
from medseg.types import Mask
from medseg.volume import Finding, Modality, Segment, Segmentation, Volume

__all__ = ["NetworkResult", "check_input", "segment_with_network"]


def segment_with_network(
    volume: Volume,
    parameters: NetworkParameters | None = None,
    progress: Progress = ignore_progress,
    warn: Warn = ignore_findings,
    *,
    after: CleanupParameters | None = None,
    region: Mask | None = None,
    predictor: Predictor | None = None,
) -> NetworkResult:
    """Segment an image with a network.

    Args:
        volume: The image; it is not changed.
        parameters: Which network, and how it runs; by default the U-Net for lungs.
        progress: Told how far it is; may raise `CancelledError`.
        warn: Told what is peculiar about the image for this network, and what was done about it.
        after: What is done to each segment's mask last, after what the network's card says.
        region: Voxels (k, j, i) that segments are kept to; default: the whole image.
        predictor: The network, ready to run, where it is used more than once; it is not closed. Default: the one that the
            parameters name, for this call.

    Returns:
        The segments on the image's own grid, with their provenance, and what was asked for besides. A segment without a voxel is
        allowed, told as a finding `empty`, and listed in the provenance.

    Raises:
        InputError: The network cannot take the image; the message says why, and what to do.
        ModelError: There is no such network, or it cannot be used.
        MissingDependencyError: What runs networks is not installed.
        CancelledError: `progress` stopped the work.
    """
    require_region(region, volume)
    parameters, after = parameters or NetworkParameters(), after or CleanupParameters()
    findings: list[Finding] = []

    def tell(finding: Finding) -> None:
        findings.append(finding)
        warn(finding)

    progress(0.0, "Checking the image")
    run = run_on(volume, parameters, part(progress, 0.0, 0.8), tell, predictor)
    progress(0.8, "Cutting the probabilities")
    cut = make_masks(run.maps, run.volume, run.lungs)
    masks = {segment: clean(within_region(mask, region), run.volume, after) for segment, mask in cut.items()}
    empty = _tell_empty(masks, tell)
    progress(0.9, "Measuring the segments")
    notes = {
        **run.description,
        **describe_region(region),
        "measurements": measure_segments(masks, run.volume, run.lungs),
        "findings": [finding.code for finding in findings],
        "empty": empty,
    }
    named = replace(
        parameters, method=NetworkMethod(run.card.method), target=run.card.target, model=run.card.name
    )  # a path would name a machine
    provenance = describe_run(run.card.method, named, after, **notes)
    segmentation = Segmentation.from_masks(volume.geometry, masks, run.card.target, provenance)
    maps = _probabilities(run.maps, volume, parameters), _uncertainty(run.maps, volume, parameters)
    progress(1.0, "Segmented")
    return NetworkResult(segmentation, *maps, notes["measurements"], run.notices)


def _tell_empty(masks: Mapping[Segment, Mask], warn: Warn) -> list[str]:
    """Never nothing in silence."""
    empty = [segment.name for segment, mask in masks.items() if not mask.any()]
    for name in empty:
        warn(Finding("empty", f"The network found nothing of {name!r} in the image: the segment is empty."))
    return empty


def _probabilities(maps: NetworkMaps, volume: Volume, parameters: NetworkParameters) -> dict[str, Volume] | None:
    if not parameters.keep_probabilities:
        return None
    first = maps.card.output.channels - len(maps.card.segments())  # with softmax the background comes before
    return {
        segment.name: replace(_blank(volume), array=maps.probability(channel), name=f"probability of {segment.name}")
        for channel, segment in enumerate(maps.card.segments(), start=first)
    }


def _uncertainty(maps: NetworkMaps, volume: Volume, parameters: NetworkParameters) -> Volume | None:
    if parameters.uncertainty is Uncertainty.NONE:
        return None
    array = maps.entropy() if parameters.uncertainty is Uncertainty.ENTROPY else maps.spread()
    return replace(_blank(volume), array=array, name="uncertainty")


def _blank(volume: Volume) -> Volume:
    """The image's place without what its intensities mean."""
    return replace(volume, modality=Modality.OTHER, padding_value=None, findings=())
