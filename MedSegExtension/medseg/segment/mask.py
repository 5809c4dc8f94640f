"""Segmenting with a mask that is there already."""

import math
from dataclasses import replace

import numpy as np

from medseg.errors import InputError, ParameterError
from medseg.filters.crop import bounding_box, crop_volume
from medseg.filters.resample import resample_segmentation
from medseg.records import MaskParameters, Progress, describe_run, ignore_progress
from medseg.segment.describe import mask_statistics
from medseg.segment.mask_result import MaskResult
from medseg.segment.region import describe_region, require_region, within_region
from medseg.types import Mask
from medseg.volume import Segmentation, Volume


def segment_with_mask(
    volume: Volume,
    mask: Segmentation,
    parameters: MaskParameters | None = None,
    progress: Progress = ignore_progress,
    *,
    region: Mask | None = None,
) -> MaskResult:
    """Lay a mask on an image: bring it onto the image's grid, cut the image out, and measure what is inside.

    Args:
        volume: The image; it is not changed.
        mask: One segment or several, on any grid in the same patient.
        parameters: Whether to resample, what to fill with, whether to crop.
        progress: Told before each step.
        region: Voxels (k, j, i) of the image that the mask is kept to; default: all.

    Returns:
        The mask on the image's grid, the image cut out by all segments together, and each segment's statistics.

    Raises:
        GeometryMismatchError: The mask lies on another grid, and resampling was not asked for; or the region is of another
            shape than the image.
        InputError: The mask is empty, or lies wholly outside the image or the region.
        ParameterError: The fill value is none that the image's type of number holds.
    """
    require_region(region, volume)
    parameters = parameters or MaskParameters()
    fill = _fill_value(volume, parameters)
    progress(0.0, "Laying the mask on the image")
    placed = _placed(volume, mask, parameters)
    inside = placed.union()
    _require_inside(inside, mask)
    if region is not None:
        placed = _restricted(placed, region)
        inside = np.logical_and(inside, region)
    progress(0.4, "Cutting the image out")
    masked = replace(volume, array=np.where(inside, volume.array, volume.array.dtype.type(fill)))
    if parameters.crop:
        masked = _cropped(masked, inside, parameters.crop_margin_mm)
    progress(0.7, "Measuring")
    statistics = mask_statistics(volume, placed)
    progress(1.0, "Laid the mask on the image")
    return MaskResult(segmentation=placed, masked=masked, statistics=statistics)


def _placed(volume: Volume, mask: Segmentation, parameters: MaskParameters) -> Segmentation:
    same = volume.geometry.matches(mask.geometry)
    if not same and not parameters.resample:
        volume.geometry.require_match(mask.geometry, "the image", "the mask")
    placed = mask if same else resample_segmentation(mask, volume.geometry)
    places = [(segment, *placed.place(segment.name)) for segment in placed.segments]
    provenance = describe_run("mask", parameters, resampled=not same, source=mask.provenance)
    return Segmentation.from_layers(volume.geometry, placed.layers, places, placed.name, provenance)


def _restricted(placed: Segmentation, region: Mask) -> Segmentation:
    """The part of each segment that lies in the region."""
    masks = {segment: within_region(placed.mask(segment.name), region) for segment in placed.segments}
    if not any(mask.any() for mask in masks.values()):
        raise InputError(
            "Expected a mask with a voxel in the region of interest, got none there. Move the region, or leave it out."
        )
    provenance = {**placed.provenance, **describe_region(region)}
    return Segmentation.from_masks(placed.geometry, masks, placed.name, provenance)


def _require_inside(inside: Mask, mask: Segmentation) -> None:
    if inside.any():
        return
    if not mask.union().any():
        raise InputError("Expected a mask with at least one voxel, got an empty one.")
    raise InputError(
        f"Expected a mask that lies on the image, got one that holds no voxel of it ({mask.geometry}). "
        "Check that both are of one patient and study, and that the mask was not saved without its place in space."
    )


def _fill_value(volume: Volume, parameters: MaskParameters) -> float:
    """The intensity outside the mask: as asked for, else nothing's intensity, moved into the image's type of number."""
    dtype = volume.array.dtype
    asked = parameters.fill_value
    if dtype.kind == "f":
        return volume.modality.fill_value if asked is None else asked
    limits = np.iinfo(dtype)
    if asked is None:
        return min(max(volume.modality.fill_value, limits.min), limits.max)
    if not math.isfinite(asked) or asked != round(asked) or not limits.min <= asked <= limits.max:
        raise ParameterError(
            f"Expected a fill value that {dtype} voxels hold, a whole number from {limits.min} to {limits.max}, got {asked:g}."
        )
    return asked


def _cropped(masked: Volume, inside: Mask, margin_mm: float) -> Volume:
    margin = [math.ceil(margin_mm / spacing - 1e-6) for spacing in masked.geometry.spacing_mm]
    box = bounding_box(inside, margin)
    return masked if box is None else crop_volume(masked, box)
