"""Lungs and infection of one image, from its file to numbers."""

from dataclasses import asdict

import numpy as np

from medseg.errors import ParameterError, SegmentError
from medseg.metrics.involved_lungs import InvolvedLungs
from medseg.metrics.involvement import describe_involvement
from medseg.metrics.involvement_map import involvement_maps
from medseg.metrics.lung_distribution import hu_histograms, lung_levels
from medseg.metrics.lung_sides import LEFT, RIGHT
from medseg.pipeline.case import describe_image
from medseg.pipeline.find_lungs import Found, find_both_lungs, find_infection
from medseg.pipeline.involvement_request import InvolvementRequest
from medseg.pipeline.involvement_result import InvolvementResult
from medseg.pipeline.notice import Notice, ignore_notice
from medseg.pipeline.reading import read_image
from medseg.pipeline.share import share
from medseg.records import Progress, describe_run, ignore_progress
from medseg.types import Mask
from medseg.volume import Finding, Modality, Segmentation, Volume

INFECTION = "Infection"
MUCH_JOINED = 0.05  # of the lungs


def involve_case(
    request: InvolvementRequest, progress: Progress = ignore_progress, notice: Notice = ignore_notice
) -> InvolvementResult:
    """Measure the lungs of a chest CT, and the infection in them.

    Args:
        request: The image, and what finds lungs and infection.
        progress: Told how far the work is.
        notice: Told what is peculiar about the image or the result.

    Raises:
        MedSegError: The image cannot be read or is no CT, or lungs or infection cannot be had.
        CancelledError: `progress` stopped the work.
    """
    progress(0.0, "reading the image")
    volume = read_image(request.image, request.read, notice)
    require_ct(volume)
    lobes = _read_lobes(request, volume)
    lungs = find_both_lungs(volume, request, share(progress, 0.05, 0.45), notice)
    infection = find_infection(volume, request, share(progress, 0.45, 0.85), notice)
    progress(0.85, "measuring")
    mask = None if infection is None else infected(infection.segmentation)
    joined = InvolvedLungs.of(volume, lungs.segmentation, mask)
    rows = describe_involvement(joined, lobes)
    if rows[0].joined_ml > MUCH_JOINED * rows[0].lung_ml:
        notice(Finding("much-joined", _much_joined(rows[0].joined_ml)))
    result = InvolvementResult(
        volume=volume,
        segmentation=_segmentation(volume, joined, _provenance(request, volume, lungs, infection)),
        rows=rows,
        levels=lung_levels(joined),
        histograms=hu_histograms(joined),
        maps=involvement_maps(joined),
        lungs_by=lungs.spec.label,
        infection_by=infection.spec.label if infection else "",
    )
    progress(1.0, "measured")
    return result


def require_ct(volume: Volume) -> None:
    """Insist on a CT in HU, and say why involvement is not told of anything else.

    Raises:
        ParameterError: It is none.
    """
    if volume.modality is Modality.CT:
        return
    if volume.is_film:
        raise ParameterError(
            "Expected a CT, got a film or a picture: its greys are no densities and it shows no volume, so that neither infected "
            "percent of a lung nor ml can be told of it honestly. For the lungs' areas segment it (medseg segment --method unet)."
        )
    raise ParameterError(
        f"Expected a CT, got an image of modality {volume.modality.value}. If it is a CT in HU, say so with --modality CT."
    )


def _read_lobes(request: InvolvementRequest, volume: Volume) -> Segmentation | None:
    from medseg.io import read_segmentation
    from medseg.metrics.lobes import lobe_labels

    if request.lobes is None:
        return None
    lobes = read_segmentation(request.lobes, volume.geometry, request.read)
    volume.geometry.require_match(lobes.geometry, "the image", "the lobes")
    lobe_labels(lobes)  # before hours of work
    return lobes


def infected(infection: Segmentation) -> Mask:
    """The segment called infection; without one all of them."""
    if not infection.segments:
        raise SegmentError("Expected a segment for the infection, got none.")
    named = [name for name in infection.names if name.strip().casefold() == INFECTION.casefold()]
    return infection.selected(named or infection.names).union()


def _segmentation(volume: Volume, joined: InvolvedLungs, provenance: dict[str, object]) -> Segmentation:
    from medseg.segment import find_preset

    right, left = find_preset("lungs").segments
    masks = {right: joined.labels == RIGHT, left: joined.labels == LEFT}
    if joined.infection is not None:
        masks[find_preset("infection").segments[0]] = joined.infection
    whole = {}
    for segment, mask in masks.items():
        whole[segment] = np.zeros(volume.array.shape, dtype=np.bool_)
        whole[segment][joined.box] = mask
    return Segmentation.from_masks(volume.geometry, whole, "involvement", provenance)


def _provenance(request: InvolvementRequest, volume: Volume, lungs: Found, infection: Found | None) -> dict[str, object]:
    """What found lungs and infection; of files the names alone."""
    parts = {"lungs": lungs, "infection": infection}
    made = {name: found.segmentation.provenance for name, found in parts.items() if found and found.spec.path is None}
    return describe_run(
        "involvement",
        {name: found.spec.label for name, found in parts.items() if found},
        image=describe_image(volume),
        severity="five lobes" if request.lobes else "thirds of each lung's height",
        read=asdict(request.read),
        **made,
    )


def _much_joined(joined_ml: float) -> str:
    return (
        f"{joined_ml:.0f} ml of infection lay outside the lungs' mask and were added to the lungs that they touch: look whether "
        "they are in the lungs."
    )
