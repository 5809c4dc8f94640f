"""Lungs and infection for measuring, by whatever finds them."""

from typing import NamedTuple

from medseg.errors import MissingDependencyError, ModelError
from medseg.pipeline.involvement_request import InvolvementRequest
from medseg.pipeline.notice import Notice
from medseg.pipeline.run_method import run_method
from medseg.records import MethodSpec, Progress
from medseg.volume import Finding, Segmentation, Volume

UNET = MethodSpec.parse("unet")
RECIPE = MethodSpec.parse("threshold:lungs")
INFECTION = MethodSpec.parse("unet:target=infection")


class Found(NamedTuple):
    """A segmentation, and what made it.

    Attributes:
        segmentation: The segments.
        spec: The method.
    """

    segmentation: Segmentation
    spec: MethodSpec


def find_both_lungs(volume: Volume, request: InvolvementRequest, progress: Progress, notice: Notice) -> Found:
    """The right and the left lung; a mask of both is parted.

    Raises:
        MedSegError: Why there are none.
    """
    spec = request.lungs or _default_for_lungs(volume, notice)
    found = run_method(spec, volume, read=request.read, threads=request.threads, progress=progress).segmentation
    volume.geometry.require_match(found.geometry, "the image", "the lungs")
    return Found(with_sides(found), spec)


def find_infection(volume: Volume, request: InvolvementRequest, progress: Progress, notice: Notice) -> Found | None:
    """The infection; None where nobody is to look for it, or where nothing that could is installed.

    Raises:
        MedSegError: Why what was asked for gave no result.
    """
    if not request.look_for_infection:
        return None
    spec = request.infection
    if spec is None:
        reason = _unavailable("infection", volume)
        if reason:
            notice(Finding("no-infection", f"Infection is not measured, lungs alone are. {reason}"))
            return None
        spec = INFECTION
    found = run_method(spec, volume, read=request.read, threads=request.threads, progress=progress).segmentation
    volume.geometry.require_match(found.geometry, "the image", "the infection")
    return Found(found, spec)


def _default_for_lungs(volume: Volume, notice: Notice) -> MethodSpec:
    reason = _unavailable("lungs", volume)
    if not reason:
        return UNET
    notice(Finding("lungs-recipe", f"The recipe finds the lungs, not the U-Net. {reason}"))
    return RECIPE


def _unavailable(target: str, volume: Volume) -> str:
    """Why the U-Net for something cannot run; empty where it can."""
    from medseg.models import find_package
    from medseg.optional import require

    try:
        find_package(None, method="unet", target=target, modality=volume.modality)
        require("torch", "networks")
    except (ModelError, MissingDependencyError) as error:
        return str(error)
    return ""


def with_sides(lungs: Segmentation) -> Segmentation:
    """Segments that tell their side as they are; all others as one mask, parted into a right and a left lung."""
    from medseg.metrics.lung_sides import has_sides, side_of
    from medseg.segment import load_presets
    from medseg.segment.lung_split import split_lungs

    told = [segment.name for segment in lungs.segments if side_of(segment) is not None]
    if told:
        return lungs if has_sides(lungs) else lungs.selected(told)
    right, left = load_presets()["lungs"].segments
    halves = split_lungs(lungs.union(), lungs.geometry)
    return Segmentation.from_masks(lungs.geometry, dict(zip((right, left), halves, strict=True)), lungs.name, lungs.provenance)
