"""What is done to an image before it is thresholded."""

import math
from dataclasses import replace

import numpy as np

from medseg.errors import ParameterError
from medseg.filters.denoise import denoise
from medseg.filters.intensity import mean_and_sd, robust_range
from medseg.filters.resample import resample_volume
from medseg.records import Denoise, Normalise, PreprocessParameters, Progress, ignore_progress
from medseg.types import Voxels
from medseg.volume import Geometry, Modality, Volume

MAX_VOXELS = 2**30
LEAST_HU = -1024


def preprocess(volume: Volume, parameters: PreprocessParameters, progress: Progress = ignore_progress) -> Volume:
    """Resample an image, denoise it, and bring its intensities to a common scale: in this order.

    Args:
        volume: The image; it is not changed.
        parameters: What to do; by default nothing.
        progress: Told before each step that is taken.

    Returns:
        The image itself where nothing is to be done, else a new one: on a grid of its own where a spacing was asked for
        (`resample_mask` brings a mask back), and of modality `OTHER` where its intensities lost their unit by normalising.

    Raises:
        InputError: The image is to be normalised and has no finite voxel.
        ParameterError: The spacing would make more than 2^30 voxels, or the denoising radius is too large for its filter.
    """
    geometry = _working_grid(volume.geometry, parameters.spacing_mm)
    if geometry is not volume.geometry or parameters.denoise is not Denoise.NONE:
        volume = _with_air_for_padding(volume)
    if geometry is not volume.geometry:
        progress(0.0, "Resampling")
        volume = resample_volume(volume, geometry)
    if parameters.denoise is not Denoise.NONE:
        progress(0.2, "Denoising")
    array = denoise(
        volume.array,
        geometry.spacing_mm,
        parameters.denoise,
        parameters.denoise_radius_mm,
        lambda fraction, message: progress(0.2 + 0.7 * fraction, message),
    )
    if array is not volume.array:
        volume = replace(volume, array=array)
    if parameters.normalise is not Normalise.NONE:
        progress(0.9, "Normalising")
    return normalise(volume, parameters.normalise)


def normalise(volume: Volume, method: Normalise) -> Volume:
    """Bring an image's intensities to a scale that does not depend on its unit.

    Args:
        volume: The image.
        method: `robust` maps the 1st to 99th percentile to 0 to 100, without cutting off what lies beyond; `zscore` maps to
            mean 0 and SD 1. Padding, NaN and infinities do not count. An image of one intensity becomes 0.

    Returns:
        The image itself for `none`, else one of float32 and modality `OTHER` if it was a CT: its numbers are no HU any more.

    Raises:
        InputError: No voxel is finite.
    """
    if method is Normalise.NONE:
        return volume
    array = volume.array
    offset, scale = _scale(volume, method)
    padding = volume.padding_value
    if padding is not None:  # by the same arithmetic, so that padded voxels still equal it
        padding = float(_rescaled(np.array([padding], dtype=array.dtype), offset, scale)[0])
    modality = Modality.OTHER if volume.modality is Modality.CT else volume.modality
    return replace(volume, array=_rescaled(array, offset, scale), modality=modality, padding_value=padding)


def _with_air_for_padding(volume: Volume) -> Volume:
    """A CT whose numbers end where HU do: what marks voxels outside the field of view must not be mixed into the body's."""
    if volume.modality is not Modality.CT or not volume.array.size or volume.array.min() >= LEAST_HU:
        return volume
    return replace(volume, array=np.maximum(volume.array, volume.array.dtype.type(LEAST_HU)), padding_value=None)


def _scale(volume: Volume, method: Normalise) -> tuple[float, float]:
    """What to subtract from intensities, and what to multiply them by then."""
    if method is Normalise.ROBUST:
        low, high = robust_range(volume.array, volume.padding_value)
        return low, 100.0 / (high - low) if high > low else 0.0
    mean, sd = mean_and_sd(volume.array, volume.padding_value)
    return mean, 1.0 / sd if sd > 0 else 0.0


def _rescaled(array: Voxels, offset: float, scale: float) -> Voxels:
    wide = np.subtract(array, offset, dtype=np.float32 if array.dtype.itemsize <= 4 else np.float64)
    wide *= scale
    return wide.astype(np.float32, copy=False)


def _working_grid(geometry: Geometry, spacing_mm: float | None) -> Geometry:
    """The grid to work on; an image of one slice keeps that slice's thickness."""
    if spacing_mm is None:
        return geometry
    wanted = [old if size == 1 else spacing_mm for old, size in zip(geometry.spacing_mm, geometry.shape, strict=True)]
    counts = [max(1, round(n * old / new)) for n, old, new in zip(geometry.shape, geometry.spacing_mm, wanted, strict=True)]
    if math.prod(counts) > MAX_VOXELS:
        raise ParameterError(
            f"Expected a spacing that makes at most {MAX_VOXELS} voxels of this image, got {spacing_mm:g} mm, "
            f"which makes {math.prod(counts)}: choose a larger one."
        )
    return geometry.with_spacing(wanted)
