"""Filters against noise, their reach in millimetres."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import ParameterError
from medseg.filters.nonlocal_means import nonlocal_means
from medseg.records import Denoise, Progress, ignore_progress
from medseg.types import Triple, Voxels

if TYPE_CHECKING:
    import SimpleITK as sitk

MAX_FLOW_STEPS = 400
STEPS_PER_SQUARE = 1 / 16  # of the smallest spacing squared: ITK's stable step in 3D


def denoise(
    array: Voxels,
    spacing_mm: Triple,
    method: Denoise,
    radius_mm: float | None = None,
    progress: Progress = ignore_progress,
) -> Voxels:
    """Smooth noise away.

    The reach is the same in millimetres along every axis: where slices lie farther apart than it, they do not mix.

    Args:
        array: Intensities (k, j, i).
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        method: The filter.
        radius_mm: Half the side of the median's window, the sigma of the Gaussian, the sigma of the Gaussian that diffuses
            as far as the curvature flow, half the side of the window that non-local means look for like patches in.
            Default: one voxel along each axis; three voxels for non-local means.
        progress: Told how far non-local means are; they take long.

    Returns:
        The array itself for `none`, an array of its type for the median, else float32.

    Raises:
        ParameterError: The curvature flow would need too many steps.
    """
    if method is Denoise.NONE or array.size == 0:
        return array
    if method is Denoise.NON_LOCAL_MEANS:
        return nonlocal_means(array, spacing_mm, radius_mm, progress)
    filters: dict[Denoise, Callable[[Voxels, Triple, float | None], Voxels]] = {
        Denoise.MEDIAN: _median,
        Denoise.GAUSSIAN: _gaussian,
        Denoise.CURVATURE_FLOW: _curvature_flow,
    }
    return filters[method](array, spacing_mm, radius_mm)


def _median(array: Voxels, spacing_mm: Triple, radius_mm: float | None) -> Voxels:
    import SimpleITK as sitk

    from medseg.filters.itk import to_sitk

    radii = [1 if radius_mm is None else int(radius_mm / spacing + 1e-6) for spacing in spacing_mm]
    radii = [radius if size > 1 else 0 for radius, size in zip(radii, array.shape, strict=True)]
    return np.asarray(sitk.GetArrayFromImage(sitk.Median(to_sitk(array), radii[::-1])), dtype=array.dtype)


def _gaussian(array: Voxels, spacing_mm: Triple, radius_mm: float | None) -> Voxels:
    from scipy import ndimage

    sigmas = [1.0 if radius_mm is None else radius_mm / spacing for spacing in spacing_mm]
    sigmas = [sigma if size > 1 else 0.0 for sigma, size in zip(sigmas, array.shape, strict=True)]
    return np.asarray(ndimage.gaussian_filter(array, sigmas, output=np.float32, mode="nearest"))


def _curvature_flow(array: Voxels, spacing_mm: Triple, radius_mm: float | None) -> Voxels:
    """Diffusion for a time t blurs as a Gaussian of sigma sqrt(2 t) does; the flow stops for as long at edges."""
    import SimpleITK as sitk

    used = [spacing for spacing, size in zip(spacing_mm, array.shape, strict=True) if size > 1] or [min(spacing_mm)]
    step = STEPS_PER_SQUARE * min(used) ** 2
    radius = min(used) if radius_mm is None else radius_mm
    steps = max(1, math.ceil(radius**2 / 2 / step)) if radius > 0 else 0
    if steps > MAX_FLOW_STEPS:
        most = min(used) * math.sqrt(2 * STEPS_PER_SQUARE * MAX_FLOW_STEPS)
        raise ParameterError(
            f"Expected a radius of at most {most:.3g} mm for the curvature flow at this spacing, got {radius:g} mm: "
            "choose a smaller one, or another filter."
        )
    image = _float_image(array, spacing_mm)
    smooth = sitk.GetArrayFromImage(sitk.CurvatureFlow(image, timeStep=step, numberOfIterations=steps))
    return np.asarray(smooth.reshape(array.shape), dtype=np.float32)


def _float_image(array: Voxels, spacing_mm: Triple) -> "sitk.Image":
    """A float32 image with its spacing; of two dimensions where the array is one slice thick."""
    import SimpleITK as sitk

    flat = array.shape[0] == 1
    image = sitk.GetImageFromArray(np.asarray(array[0] if flat else array, dtype=np.float32))
    image.SetSpacing([float(n) for n in reversed(spacing_mm)][: 2 if flat else 3])
    return image
