"""The bones in a CT."""

import logging

import numpy as np
from numpy.typing import NDArray

from medseg.filters.components import label_parts
from medseg.filters.crop import bounding_box
from medseg.filters.morphology import closing, dilate, erode
from medseg.records import BoneParameters, Progress, describe_run, ignore_progress
from medseg.segment.blocks import block_factors, block_means, block_spacing, spread, spread_smoothly
from medseg.segment.contrast import find_contrast, soft_tissue_noise
from medseg.segment.marrow import fill_marrow
from medseg.segment.presets import load_presets
from medseg.segment.require import require_hu
from medseg.segment.spinal_canal import find_canal
from medseg.types import Mask, Shape, Triple, Voxels
from medseg.volume import Segmentation, Volume
from medseg.volume.axial_frame import AxialFrame

logger = logging.getLogger(__name__)

WORKING_MM = 1.4
SMOOTHING_MM = 1.0
SOFT_HU = 40.0
NOISE_FACTOR = 3.0
DENSE_ML = 0.03
AROUND_MM = 4.0
FLESH_HU = -250.0
FLESH_SHARE = 0.6
RING_MM = 3.0
ONE_VOXEL = 1.01
SURFACE_HU = 50.0


def segment_bone(volume: Volume, parameters: BoneParameters | None = None, progress: Progress = ignore_progress) -> Segmentation:
    """Segment the bones in a CT, with their marrow: cut, close, fill.

    See docs/methods.md for the steps and the limits: contrast that is denser than bone, calcifications and metal are taken along.

    Args:
        volume: A CT of any part of the body, in any orientation.
        parameters: How.
        progress: Told before each step.

    Returns:
        One segment, `Bone`; empty where there is none, which is logged as a warning.

    Raises:
        ParameterError: The image is no CT.
    """
    parameters = parameters or BoneParameters()
    require_hu(volume, "the recipe for bone")
    frame = AxialFrame(volume.geometry)
    array = frame.to_axial(volume.array)
    factors = block_factors(array.shape, frame.spacing_mm, WORKING_MM)
    progress(0.0, "Making blocks")
    blocks = block_means(array, factors)
    bones = bone_blocks(blocks, block_spacing(frame.spacing_mm, factors), parameters, progress)
    progress(0.8, "Drawing the surface")
    fine = frame.from_axial(_drawn(array, bones, factors, parameters.lower_hu + SURFACE_HU))
    segment = load_presets()["bone"].segments[0]
    empty = [] if fine.any() else [segment.name]
    if empty:
        logger.warning("No bone found in the image: the segment is empty.")
    progress(1.0, "Found the bones")
    return Segmentation.from_masks(volume.geometry, {segment: fine}, "bone", describe_run("bone", parameters, empty=empty))


def bone_blocks(
    hu: NDArray[np.float32], spacing_mm: Triple, parameters: BoneParameters, progress: Progress = ignore_progress
) -> Mask:
    """Find the bones on a grid of about 1.4 mm or coarser.

    Args:
        hu: HU (k, j, i), slices stacked to the head, j to the back.
        spacing_mm: Millimetres along (k, j, i).
        parameters: How.
        progress: Told before each step.
    """
    from scipy import ndimage

    progress(0.2, "Cutting")
    smooth = ndimage.gaussian_filter(hu, [SMOOTHING_MM / size for size in spacing_mm], truncate=3.0)
    noise_hu = soft_tissue_noise(smooth, spacing_mm)
    lower_hu = max(parameters.lower_hu, SOFT_HU + NOISE_FACTOR * noise_hu)
    bright = smooth >= lower_hu
    if parameters.leave_out_contrast:
        bright &= ~find_contrast(smooth, lower_hu, noise_hu, spacing_mm)
    cut = _bony_parts(bright, hu, smooth, parameters, spacing_mm)
    if not cut.any():
        return cut
    progress(0.4, "Closing and filling")
    bones = fill_marrow(cut, parameters.closing_mm, spacing_mm)
    if parameters.leave_out_canal:
        progress(0.7, "Leaving out the spinal canal")
        ring_mm = max(RING_MM, ONE_VOXEL * max(spacing_mm[1:]))
        canal = find_canal(closing(cut, ring_mm, spacing_mm), smooth, spacing_mm)
        bones &= ~canal | cut
    return bones


def _bony_parts(
    bright: Mask, hu: NDArray[np.float32], smooth: NDArray[np.float32], parameters: BoneParameters, spacing_mm: Triple
) -> Mask:
    """Those bright parts that are large enough, dense somewhere, and surrounded by flesh: tables lie in air."""
    labels, sizes = label_parts(bright)
    voxel_ml = float(np.prod(spacing_mm)) / 1000.0
    dense = np.bincount(labels[hu >= parameters.dense_hu], minlength=len(sizes) + 1)
    kept = np.zeros(len(sizes) + 1, dtype=np.bool_)
    kept[1:] = np.asarray(sizes) * voxel_ml >= parameters.min_volume_ml
    kept &= dense * voxel_ml >= DENSE_ML
    kept[0] = False
    parts = np.where(kept[labels], labels, 0)
    kept &= _flesh_share(parts, len(sizes) + 1, smooth, spacing_mm) >= FLESH_SHARE
    return np.asarray(kept[parts])


def _flesh_share(parts: NDArray[np.integer], count: int, smooth: NDArray[np.float32], spacing_mm: Triple) -> NDArray[np.float64]:
    """How much of the surroundings of each part is tissue, and no air."""
    from scipy import ndimage

    size = [max(3, round(2 * AROUND_MM / spacing) // 2 * 2 + 1) for spacing in spacing_mm]
    owners = ndimage.maximum_filter(parts, size=size)
    around = (parts == 0) & (owners > 0)
    owned = owners[around]
    flesh = np.bincount(owned, weights=smooth[around] > FLESH_HU, minlength=count)
    return np.asarray(flesh / np.maximum(np.bincount(owned, minlength=count), 1))


def _drawn(array: Voxels, bones: Mask, factors: Shape, surface_hu: float) -> Mask:
    """Draw the surface of bones found on blocks on the image's own voxels; blocks within the bones are taken whole."""
    if factors == (1, 1, 1):
        return bones
    fine = np.zeros(array.shape, dtype=np.bool_)
    box = bounding_box(bones, (2, 2, 2))
    if box is None:
        return fine
    one = (1.0, 1.0, 1.0)
    place = tuple(slice(part.start * step, part.stop * step) for part, step in zip(box, factors, strict=True))
    part = array[place]
    mask = spread(dilate(bones[box], 1.0, one), factors, part.shape) & (part >= surface_hu)
    mask |= spread_smoothly(erode(bones[box], 1.0, one), factors, part.shape)
    fine[place] = mask
    return fine
