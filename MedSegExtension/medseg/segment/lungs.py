"""The lungs in a chest CT."""

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.errors import SegmentError
from medseg.filters.crop import Box, bounding_box
from medseg.filters.holes import fill_holes
from medseg.filters.morphology import dilate, erode
from medseg.records import LungsParameters, Progress, describe_run, ignore_progress
from medseg.segment.air_spaces import OTHER, find_inside, find_lung_air
from medseg.segment.airways import find_airways
from medseg.segment.blocks import block_factors, block_means, block_spacing, spread, spread_smoothly
from medseg.segment.lung_shape import close_lung, find_lesions
from medseg.segment.lung_sides import LEFT, RIGHT
from medseg.segment.presets import load_presets
from medseg.segment.require import require_hu
from medseg.types import Floats, Labels, Mask, Shape, Triple, Voxels
from medseg.volume import Segmentation, Volume
from medseg.volume.axial_frame import AxialFrame

logger = logging.getLogger(__name__)

WORKING_MM = 2.0
SMOOTHING_MM = 1.5
WALL_MM = 2.0
ONE_VOXEL = 1.01


def segment_lungs(
    volume: Volume, parameters: LungsParameters | None = None, progress: Progress = ignore_progress
) -> Segmentation:
    """Segment the lungs in a chest CT: right and left, with the vessels and lesions in them, without airways and bowel gas.

    What the lungs are is decided on blocks of about 2 mm; their surface is then drawn at the threshold on the image's own
    voxels. Sides are the patient's, through the image's geometry. See docs/methods.md for the steps and the limits.

    Args:
        volume: A CT, whole chest or part of one, in any orientation; padding, table, arms and clothes may be in it.
        parameters: How; by default as for an adult's chest.
        progress: Told before each step.

    Returns:
        Segments `Right lung` and `Left lung`; one of them is empty where only the other is in the image.

    Raises:
        ParameterError: The image is no CT.
        SegmentError: No lung is in the image.
    """
    parameters = parameters or LungsParameters()
    require_hu(volume, "the recipe for lungs")
    frame = AxialFrame(volume.geometry)
    array = frame.to_axial(volume.array)
    factors = block_factors(array.shape, frame.spacing_mm, WORKING_MM)
    progress(0.0, "Making blocks")
    blocks = block_means(array, factors)
    spacing = block_spacing(frame.spacing_mm, factors)
    labels = lung_blocks(blocks, spacing, _leftness(frame, blocks.shape, spacing), parameters, progress)
    _require_lung(labels, spacing, parameters)
    progress(0.8, "Drawing the surface")
    air = blocks < parameters.threshold_hu
    fine = _drawn(array, labels, air, factors, parameters.threshold_hu)
    progress(1.0, "Found the lungs")
    return _segmentation(volume, frame.from_axial(fine), parameters)


def lung_blocks(
    hu: NDArray[np.float32],
    spacing_mm: Triple,
    leftness_mm: Floats,
    parameters: LungsParameters,
    progress: Progress = ignore_progress,
) -> Labels:
    """Find the lungs on a grid of about 2 mm.

    Args:
        hu: HU (k, j, i), slices stacked to the head, i to the patient's left.
        spacing_mm: Millimetres along (k, j, i).
        leftness_mm: How far to the patient's left each voxel lies; broadcasts to (k, j, i).
        parameters: How.
        progress: Told before each step.

    Returns:
        Labels RIGHT and LEFT with their vessels and lesions, OTHER for airways and gas; 0 elsewhere.
    """
    from scipy import ndimage

    progress(0.2, "Finding the airways")
    smooth = ndimage.gaussian_filter(hu, [SMOOTHING_MM / size for size in spacing_mm], truncate=3.0)
    inside = find_inside(smooth)
    airways, trunk = find_airways(smooth, inside, spacing_mm)
    walled_trunk = dilate(trunk, max(WALL_MM, ONE_VOXEL * max(spacing_mm[1:])), spacing_mm)
    walls = dilate(airways, WALL_MM, spacing_mm) | walled_trunk
    progress(0.4, "Telling the lungs from other air")
    air = (hu < parameters.threshold_hu) & inside & ~walls
    spaces = find_lung_air(smooth, air, inside, spacing_mm, leftness_mm)
    progress(0.6, "Adding vessels and lesions")
    lungs = _with_vessels(spaces, walled_trunk, parameters.closing_mm, spacing_mm)
    if parameters.lesion_mm > 0 and lungs.any():
        _add_lesions(lungs, inside, parameters, spacing_mm)
    lungs[(lungs == 0) & (walls | (spaces == OTHER))] = OTHER
    return lungs


def _with_vessels(spaces: Labels, trunk: Mask, closing_mm: float, spacing_mm: Triple) -> Labels:
    """Close each lung; what both would take, such as tissue between them, neither gets."""
    right, left = (close_lung(spaces == side, closing_mm, spacing_mm) for side in (RIGHT, LEFT))
    taken = (right & left) | (spaces == OTHER) | trunk
    lungs = np.where((spaces == RIGHT) | (spaces == LEFT), spaces, 0).astype(np.uint8)
    free = ~taken & (lungs == 0)
    lungs[free & right] = RIGHT
    lungs[free & left] = LEFT
    lungs[trunk] = 0
    return lungs


def _add_lesions(lungs: Labels, inside: Mask, parameters: LungsParameters, spacing_mm: Triple) -> None:
    centre = _centre(lungs, inside)
    for side, other in ((RIGHT, LEFT), (LEFT, RIGHT)):
        lesions = find_lesions(lungs == side, lungs == other, parameters.lesion_mm, centre, spacing_mm)
        if lesions.any():
            with_them = close_lung((lungs == side) | lesions, parameters.closing_mm, spacing_mm)
            lungs[with_them & (lungs == 0)] = side


def _centre(lungs: Labels, inside: Mask) -> tuple[float, float]:
    """Row and column between the centres of both lungs; of the patient where there is but one."""
    sides = [np.argwhere(lungs == side) for side in (RIGHT, LEFT)]
    if not all(len(places) for places in sides):
        sides = [np.argwhere(inside)]
    row, column = np.mean([places[:, 1:].mean(axis=0) for places in sides], axis=0).tolist()
    return row, column


def _drawn(array: Voxels, labels: Labels, air: Mask, factors: Shape, threshold_hu: float) -> Labels:
    """Draw the surface of lungs found on blocks at the threshold on the image's own voxels.

    Blocks deep in a lung are taken whole, and so are those that are no air: vessels and lesions. Beside them every voxel of
    air counts.
    """
    if factors == (1, 1, 1):
        return np.where(labels == OTHER, 0, labels).astype(np.uint8)
    fine = np.zeros(array.shape, dtype=np.uint8)
    for side in (RIGHT, LEFT):
        box = bounding_box(labels == side, (2, 2, 2))
        if box is None:
            continue
        lung = labels[box] == side
        deep = erode(lung, 1.0, (1.0, 1.0, 1.0)) | (lung & ~air[box])
        near = dilate(lung, 1.0, (1.0, 1.0, 1.0)) & ((labels[box] == 0) | lung)
        place = _voxels_of(box, factors, array.shape)
        part = array[place]
        mask = spread(near, factors, part.shape) & (part < threshold_hu)
        mask |= spread_smoothly(deep, factors, part.shape)
        mask &= fine[place] == 0
        fine[place][fill_holes(mask)] = side
    return fine


def _voxels_of(box: Box, factors: Shape, shape: Shape) -> Box:
    k, j, i = (
        slice(part.start * factor, min(part.stop * factor, size)) for part, factor, size in zip(box, factors, shape, strict=True)
    )
    return k, j, i


def _leftness(frame: AxialFrame, shape: Shape, spacing_mm: Triple) -> Floats:
    """How far to the patient's left each block lies, (k, j, i), up to a constant."""
    steps = frame.leftness_mm(np.diag(np.asarray(spacing_mm) / np.asarray(frame.spacing_mm)))
    k, j, i = np.ogrid[: shape[0], : shape[1], : shape[2]]
    return np.asarray(k * steps[0] + j * steps[1] + i * steps[2])


def _require_lung(labels: Labels, spacing_mm: Triple, parameters: LungsParameters) -> None:
    volume_ml = float(np.isin(labels, (RIGHT, LEFT)).sum() * np.prod(spacing_mm)) / 1000.0
    if volume_ml < max(parameters.min_volume_ml, 1e-9):
        raise SegmentError(
            f"Expected lungs of at least {parameters.min_volume_ml:g} ml in a chest CT, found {volume_ml:.0f} ml. "
            "Check that the image shows the chest and that its intensities are HU, or use --lower and --upper."
        )


def _segmentation(volume: Volume, labels: Labels, parameters: LungsParameters) -> Segmentation:
    segments = dict(zip((RIGHT, LEFT), load_presets()["lungs"].segments, strict=True))
    missing = [segments[side].name for side in (RIGHT, LEFT) if not (labels == side).any()]
    if missing:
        logger.warning("%s: none found, the segment is empty.", missing[0])
    provenance: dict[str, Any] = describe_run("lungs", parameters, empty=missing)
    return Segmentation.from_labelmap(volume.geometry, labels, segments, name="lungs", provenance=provenance)
