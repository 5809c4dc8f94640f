"""Regions filled with contrast in a CT."""

import numpy as np
from numpy.typing import NDArray

from medseg.filters.components import remove_small
from medseg.types import Mask, Triple

WINDOW_MM = 9.0
REACH_MM = 6.0
SOFT_HU = (10.0, 110.0)
QUIETEST_PERCENT = 20.0
EVEN_HU = 15.0
EVEN_FACTOR = 1.9
RIM_HU = 60.0
SMALLEST_ML = 0.2


def find_contrast(hu: NDArray[np.float32], lower_hu: float, noise_hu: float, spacing_mm: Triple) -> Mask:
    """Mark bright regions that are as even as soft tissue: vessels, kidneys, liver and bladder with contrast in them.

    Trabecular bone of the same brightness is uneven, even where it is weak: in the CTs this was made on, the standard
    deviation within 9 mm was from 21 HU up in vertebrae and up to 16 HU inside aorta, liver and spleen. What counts as even
    follows the image's noise.

    Args:
        hu: Lightly smoothed HU (k, j, i).
        lower_hu: What is darker is not marked.
        noise_hu: How uneven soft tissue is in this image.
        spacing_mm: Millimetres along (k, j, i).

    Returns:
        The even regions, with their rims as far as these are not much brighter than the region: a cortex beside a vessel is left.
    """
    bright = hu >= lower_hu
    deviation = local_deviation(hu, WINDOW_MM, spacing_mm)
    even = bright & (deviation < max(EVEN_HU, EVEN_FACTOR * noise_hu))
    voxel_ml = float(np.prod(spacing_mm)) / 1000.0
    cores = remove_small(even, max(1, round(SMALLEST_ML / voxel_ml)), connectivity=6)
    if not cores.any():
        return cores
    share = _box_mean(cores.astype(np.float32), 2 * REACH_MM, spacing_mm)
    brightness = _box_mean(np.where(cores, hu, np.float32(0)), 2 * REACH_MM, spacing_mm)
    near = share > 0.5 / np.prod(_box(2 * REACH_MM, spacing_mm))
    rim = bright & near & (hu * share <= brightness + RIM_HU * share)
    return np.asarray(cores | rim)


def local_deviation(hu: NDArray[np.float32], window_mm: float, spacing_mm: Triple) -> NDArray[np.float32]:
    """Standard deviation within a box around each voxel."""
    mean = _box_mean(hu, window_mm, spacing_mm)
    square = _box_mean(hu * hu, window_mm, spacing_mm)
    square -= mean * mean
    return np.asarray(np.sqrt(np.maximum(square, np.float32(0))))


def soft_tissue_noise(hu: NDArray[np.float32], spacing_mm: Triple) -> float:
    """How uneven soft tissue is in an image, in HU: the standard deviation within 9 mm, where it is lowest.

    Args:
        hu: Lightly smoothed HU (k, j, i).
        spacing_mm: Millimetres along (k, j, i).

    Returns:
        Its 20th percentile where the mean within 9 mm is that of soft tissue; 0 where there is none.
    """
    mean = _box_mean(hu, WINDOW_MM, spacing_mm)
    soft = (mean > SOFT_HU[0]) & (mean < SOFT_HU[1])
    if not soft.any():
        return 0.0
    return float(np.percentile(local_deviation(hu, WINDOW_MM, spacing_mm)[soft], QUIETEST_PERCENT))


def _box_mean(values: NDArray[np.float32], size_mm: float, spacing_mm: Triple) -> NDArray[np.float32]:
    from scipy import ndimage

    return np.asarray(ndimage.uniform_filter(values, _box(size_mm, spacing_mm), mode="nearest"))


def _box(size_mm: float, spacing_mm: Triple) -> list[int]:
    """Voxels along each axis of a box of about a size: an odd number, at least 3."""
    return [max(3, round(size_mm / spacing) // 2 * 2 + 1) for spacing in spacing_mm]
