"""Segmenting with thresholds."""

import logging
import math
from dataclasses import asdict
from typing import Any

import numpy as np

from medseg.errors import ParameterError
from medseg.filters.cleanup import clean
from medseg.filters.intensity import robust_range
from medseg.filters.preprocess import preprocess
from medseg.filters.resample import resample_mask
from medseg.filters.threshold import threshold
from medseg.records import (
    BoneParameters,
    CleanupParameters,
    LungsParameters,
    Normalise,
    PreprocessParameters,
    Progress,
    Side,
    ThresholdParameters,
    describe_run,
    ignore_progress,
)
from medseg.segment.automatic import find_thresholds
from medseg.segment.preset import Preset, Recipe
from medseg.segment.presets import find_preset
from medseg.segment.region import describe_region, require_region, within_region
from medseg.segment.require import require_hu
from medseg.types import Mask, Voxels
from medseg.volume import Segment, Segmentation, Volume

logger = logging.getLogger(__name__)

Bounds = tuple[float | None, float | None]
"""Lower and upper bound, both inclusive; None for none."""

Found = tuple[dict[Segment, Mask], dict[str, Any]]
"""Segments with their masks, and what the provenance says of how they were found."""


def segment_with_threshold(
    volume: Volume,
    parameters: ThresholdParameters,
    before: PreprocessParameters | None = None,
    after: CleanupParameters | None = None,
    progress: Progress = ignore_progress,
    *,
    region: Mask | None = None,
) -> Segmentation:
    """Segment what lies between two bounds: given, of a preset, or found from the histogram; or by a preset's recipe.

    Args:
        volume: The image; it is not changed.
        parameters: Where the bounds come from. They hold for the image as it is after `before`.
        before: What is done to the image first.
        after: What is done to each segment's mask last, on the image's own grid.
        progress: Told before each step.
        region: Voxels (k, j, i) that segments are kept to, before `after` is done; default: the whole image. Automatic thresholds
            and recipes look at the whole image in any case.

    Returns:
        The segments on the image's own grid, with their provenance: bounds as they were used, and under `empty` the names of
        segments without a voxel, which is allowed and logged as a warning.

    Raises:
        ParameterError: No source of bounds, an unknown preset, or a preset in HU for an image that is not in HU.
        InputError: The image has no histogram to find a threshold from.
        SegmentError: A recipe does not find its structure.
        GeometryMismatchError: The region is of another shape than the image.
    """
    require_region(region, volume)
    before, after = before or PreprocessParameters(), after or CleanupParameters()
    preset = _checked_preset(volume, parameters, before)
    if preset and preset.recipe is not Recipe.RANGE and before != PreprocessParameters():
        logger.warning("The recipe of %r is made for the image as it is: steps before it may blur thin walls away.", preset.name)
    progress(0.0, "Preparing")
    worked = preprocess(volume, before, _part(progress, 0.0, 0.3))
    found, notes = _found(worked, parameters, preset, _part(progress, 0.3, 0.8))
    masks: dict[Segment, Mask] = {}
    for number, (segment, mask) in enumerate(_named(found, parameters).items()):
        step = _part(progress, 0.8 + 0.2 * number / len(found), 0.8 + 0.2 * (number + 1) / len(found))
        placed = within_region(resample_mask(mask, worked.geometry, volume.geometry), region)
        masks[segment] = clean(placed, volume, after, step)
    empty = [segment.name for segment, mask in masks.items() if not mask.any()]
    for name in empty:
        logger.warning("No voxel of the image belongs to %r: the segment is empty.", name)
    provenance = describe_run("threshold", parameters, before, after, **notes, **describe_region(region), empty=empty)
    return Segmentation.from_masks(volume.geometry, masks, preset.name if preset else "threshold", provenance)


def threshold_bounds(volume: Volume, parameters: ThresholdParameters) -> Bounds:
    """The bounds that parameters mean for an image, both inclusive, in the unit of its intensities.

    Args:
        volume: The image as it is thresholded, after preprocessing.
        parameters: Where the bounds come from. An automatic threshold becomes one bound: the brighter side begins just above it.

    Returns:
        Lower and upper bound; None for none. Of a preset that is a recipe, the threshold that the recipe starts from.

    Raises:
        ParameterError: No source of bounds, an unknown preset, or a preset in HU for an image that is not in HU.
        InputError: The image has no histogram to find a threshold or a percentile from.
    """
    _require_source(parameters)
    if parameters.preset is not None:
        preset = find_preset(parameters.preset)
        require_hu(volume, f"the preset {preset.name!r}")
        return preset.lower_hu, preset.upper_hu
    if parameters.auto is not None:
        return _automatic_bounds(volume, parameters)
    if parameters.percent:
        return _percent_bounds(volume, parameters)
    return parameters.lower, parameters.upper


def _checked_preset(volume: Volume, parameters: ThresholdParameters, before: PreprocessParameters) -> Preset | None:
    """Refuse what cannot work before work starts."""
    _require_source(parameters)
    if parameters.preset is None:
        return None
    preset = find_preset(parameters.preset)
    require_hu(volume, f"the preset {preset.name!r}")
    if before.normalise is not Normalise.NONE:
        raise ParameterError(
            f"Expected intensities in HU for the preset {preset.name!r}, got normalised ones. "
            "Leave --normalise out, or give bounds for the normalised image with --lower and --upper."
        )
    return preset


def _require_source(parameters: ThresholdParameters) -> None:
    if parameters.lower is None and parameters.upper is None and parameters.preset is None and parameters.auto is None:
        raise ParameterError(
            "Expected a source of thresholds, got none. Give --lower and/or --upper in the image's unit (or with --percent), "
            "a --preset such as 'bone' or 'lungs', or an --auto method such as 'otsu'."
        )


def _found(volume: Volume, parameters: ThresholdParameters, preset: Preset | None, progress: Progress) -> Found:
    if preset is not None and preset.recipe is not Recipe.RANGE:
        return _by_recipe(volume, preset, progress)
    bounds = threshold_bounds(volume, parameters)
    segment = preset.segments[0] if preset else Segment(parameters.segment or "Segment")
    return {segment: threshold(volume.array, *bounds)}, {"bounds": list(bounds)}


def _by_recipe(volume: Volume, preset: Preset, progress: Progress) -> Found:
    """Run a preset's recipe with its default parameters."""
    from medseg.segment.bone import segment_bone
    from medseg.segment.lungs import segment_lungs
    from medseg.segment.opacities import find_opacities

    bounds = [preset.lower_hu, preset.upper_hu]
    if preset.recipe is Recipe.WITHIN_LUNGS:
        lungs = LungsParameters()
        mask = find_opacities(volume, preset, lungs, progress)
        return {preset.segments[0]: mask}, {"bounds": bounds, "opening_mm_used": preset.opening_mm, "recipe": asdict(lungs)}
    if preset.recipe is Recipe.BONE:
        bone = BoneParameters()
        return _masks(segment_bone(volume, bone, progress)), {"bounds": bounds, "recipe": asdict(bone)}
    lungs = LungsParameters()
    return _masks(segment_lungs(volume, lungs, progress)), {"bounds": bounds, "recipe": asdict(lungs)}


def _masks(segmentation: Segmentation) -> dict[Segment, Mask]:
    return {segment: segmentation.mask(segment.name) for segment in segmentation.segments}


def _named(found: dict[Segment, Mask], parameters: ThresholdParameters) -> dict[Segment, Mask]:
    """Give the result the name that was asked for; several segments become one."""
    if parameters.segment is None:
        return found
    first = next(iter(found))
    coding = first.coding if len(found) == 1 else None
    union = np.logical_or.reduce(list(found.values())) if len(found) > 1 else found[first]
    return {Segment(parameters.segment, first.color, coding): union}


def _automatic_bounds(volume: Volume, parameters: ThresholdParameters) -> Bounds:
    if parameters.auto is None:
        return None, None
    found = find_thresholds(volume, parameters.auto, parameters.classes)
    if parameters.side is Side.BELOW:
        return None, found.first
    return _just_above(found.last, volume.array), None


def _just_above(place: float, array: Voxels) -> float:
    """The smallest intensity above a place that the image's type of number holds."""
    if array.dtype.kind != "f":
        return float(math.floor(place) + 1)
    return float(np.nextafter(array.dtype.type(place), array.dtype.type(np.inf)))


def _percent_bounds(volume: Volume, parameters: ThresholdParameters) -> Bounds:
    """Bounds in percent of the range from the 1st to the 99th percentile of all that is not padding."""
    array = volume.array
    counted = array if volume.padding_value is None else array[array != volume.padding_value]
    low, high = robust_range(counted)
    lower, upper = (None if part is None else low + part / 100 * (high - low) for part in (parameters.lower, parameters.upper))
    return lower, upper


def _part(progress: Progress, start: float, stop: float) -> Progress:
    """A progress that fills one stretch of another."""
    return lambda fraction, message: progress(start + fraction * (stop - start), message)
