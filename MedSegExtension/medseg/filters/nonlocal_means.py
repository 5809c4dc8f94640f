"""Non-local means: each voxel becomes the mean of those around it whose neighbourhoods look alike."""

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from medseg.filters.slabs import in_slabs, worker_count
from medseg.records import Progress, ignore_progress
from medseg.types import Shape, Triple, Voxels

SEARCH_VOXELS = 3.0
PATCH_VOXELS = 3
SLAB_SLICES = 16  # fewer would spend most of the time on the slices around them
SLAB_VOXELS = 2**21
STRENGTH = 0.8  # filter strength in noise SDs: what scikit-image advises for this fast form
GAUSSIAN_MAD = 0.6745  # median of |x| of a standard normal variable

Single = NDArray[np.float32]


def nonlocal_means(
    array: Voxels,
    spacing_mm: Triple,
    radius_mm: float | None = None,
    progress: Progress = ignore_progress,
    sigma: float | None = None,
) -> Single:
    """Average voxels whose neighbourhoods of 3 x 3 x 3 voxels look alike.

    After Buades et al., "A non-local algorithm for image denoising" (CVPR 2005), computed for one shift of the whole image
    after another as in Darbon et al. (ISBI 2008); weights exp(-max(d2 - 2 sigma^2, 0) / h^2) with the mean squared difference
    d2 of two patches, the noise SD sigma and h = 0.8 sigma. The search window is a ball in millimetres. Across a border the
    image is mirrored.

    Args:
        array: Intensities (k, j, i), finite.
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        radius_mm: Radius of the search window; default: three voxels of the smallest spacing.
        progress: Told after each block of slices.
        sigma: SD of the noise; default: estimated from the image.

    Returns:
        A new array; a plain copy where the image has no noise.
    """
    noise = noise_sd(array) if sigma is None else sigma
    used = [spacing for spacing, size in zip(spacing_mm, array.shape, strict=True) if size > 1]
    if not noise > 0 or not used:
        return array.astype(np.float32)
    shifts = _half_ball(array.shape, spacing_mm, SEARCH_VOXELS * min(used) if radius_mm is None else radius_mm)
    smooth = np.empty(array.shape, dtype=np.float32)
    block = max(SLAB_SLICES, SLAB_VOXELS * len(array) // array.size) * worker_count()

    def work(first: int, last: int) -> None:
        smooth[first:last] = _smooth_slab(array, shifts, noise, first, last)

    for start in range(0, len(array), block):
        stop = min(start + block, len(array))
        in_slabs(work, stop - start, SLAB_SLICES, start=start)
        progress(stop / len(array), "Averaging like patches")
    return smooth


def noise_sd(image: Voxels) -> float:
    """Estimate the SD of white noise from second differences along i, which straight ramps do not move.

    The median of their absolute values is taken, over the places that are not flat, so that edges and padding do not count.
    Noise that neighbours share, as after a smooth reconstruction kernel, is underestimated.

    Returns:
        The SD in the image's unit; 0 for a flat image and for rows of fewer than three voxels.
    """
    lines = np.asarray(image[:: max(1, image.shape[0] // 16)], dtype=np.float32)
    if lines.shape[-1] < 3:
        return 0.0
    second = np.abs(lines[..., 2:] - 2 * lines[..., 1:-1] + lines[..., :-2])
    rough = second[second > 0]
    return float(np.median(rough)) / (GAUSSIAN_MAD * math.sqrt(6)) if rough.size else 0.0


def _half_ball(shape: Shape, spacing_mm: Triple, radius_mm: float) -> list[tuple[int, int, int]]:
    """Shifts within a radius, one of each pair of opposite ones."""
    reach = [min(int(radius_mm / spacing + 1e-6), size - 1) for spacing, size in zip(spacing_mm, shape, strict=True)]
    ball = itertools.product(*(range(-n, n + 1) for n in reach))
    limit = radius_mm**2 * (1 + 1e-6)
    return [
        (k, j, i)
        for k, j, i in ball
        if (k, j, i) > (0, 0, 0) and (k * spacing_mm[0]) ** 2 + (j * spacing_mm[1]) ** 2 + (i * spacing_mm[2]) ** 2 <= limit
    ]


def _smooth_slab(array: Voxels, shifts: list[Shape], noise: float, first: int, last: int) -> Single:
    """Slices first to last, computed with as many around them as a search and a patch reach."""
    reach = max((abs(k) for k, _, _ in shifts), default=0) + PATCH_VOXELS // 2
    low, high = max(0, first - reach), min(len(array), last + reach)
    image = np.asarray(array[low:high], dtype=np.float32)
    total, weights = image.copy(), np.ones(image.shape, dtype=np.float32)
    for shift in shifts:
        _add_shift(image, shift, noise, total, weights)
    total /= weights
    return total[first - low : last - low]


def _add_shift(image: Single, shift: tuple[int, int, int], noise: float, total: Single, weights: Single) -> None:
    """Let every voxel and the one a shift away count for each other."""
    from scipy import ndimage

    here = tuple(slice(max(0, -n), size - max(0, n)) for n, size in zip(shift, image.shape, strict=True))
    there = tuple(slice(max(0, n), size - max(0, -n)) for n, size in zip(shift, image.shape, strict=True))
    distance = image[here] - image[there]
    np.square(distance, out=distance)
    ndimage.uniform_filter(distance, PATCH_VOXELS, output=distance, mode="reflect")
    distance -= 2 * noise**2
    np.maximum(distance, 0, out=distance)
    distance *= -1 / (STRENGTH * noise) ** 2
    weight = np.exp(distance, out=distance)
    total[here] += weight * image[there]
    total[there] += weight * image[here]
    weights[here] += weight
    weights[there] += weight
