"""Bringing images and segmentations onto another grid."""

from dataclasses import replace
from typing import Any, Literal, get_args

import numpy as np

from medseg.errors import ParameterError
from medseg.filters.itk import to_sitk
from medseg.types import Mask, Voxels
from medseg.volume import Geometry, Segmentation, Volume

Interpolation = Literal["linear", "nearest", "bspline"]
"""How intensities between voxel centres are found; `bspline` is of third order."""


def resample_volume(
    volume: Volume, geometry: Geometry, interpolation: Interpolation = "linear", fill: float | None = None
) -> Volume:
    """Bring an image onto another grid.

    Args:
        volume: The image.
        geometry: The grid to bring it onto. Where it is the image's own, voxels are shared and not touched.
        interpolation: `linear`, `nearest` or `bspline` (third order).
        fill: Intensity of voxels outside the image, in its unit; default: air for CT, 0 for others.

    Returns:
        The image on that grid, of the same type of number; integers are rounded, not cut off.

    Raises:
        ParameterError: The interpolation is unknown.
    """
    if interpolation not in get_args(Interpolation):
        raise ParameterError(f"Expected an interpolation of {', '.join(get_args(Interpolation))}, got {interpolation!r}.")
    if volume.geometry.matches(geometry):
        return replace(volume, geometry=geometry)
    value = volume.modality.fill_value if fill is None else fill
    array = _resampled(volume.array, volume.geometry, geometry, interpolation, value)
    return replace(volume, array=array, geometry=geometry)


def resample_mask(mask: Mask, source: Geometry, target: Geometry) -> Mask:
    """Bring a mask onto another grid by the nearest voxel; outside the source grid it is empty.

    Args:
        mask: Mask (k, j, i) on the source grid.
        source: Where the mask lies.
        target: The grid to bring it onto. Where it is the same, the mask itself is returned.

    Raises:
        InputError: The mask does not fit the source grid.
    """
    if mask.shape == source.shape and source.matches(target):
        return mask
    return np.asarray(_resampled(mask.view(np.uint8), source, target, "nearest", 0).view(np.bool_))


def resample_segmentation(segmentation: Segmentation, geometry: Geometry) -> Segmentation:
    """Bring a segmentation onto another grid by the nearest voxel; names, colours and overlaps stay.

    Args:
        segmentation: The segmentation.
        geometry: The grid to bring it onto. Where it is the same, voxels are shared.
    """
    layers = segmentation.layers
    if not segmentation.geometry.matches(geometry):
        layers = tuple(_resampled(layer, segmentation.geometry, geometry, "nearest", 0) for layer in layers)
    places = [(segment, *segmentation.place(segment.name)) for segment in segmentation.segments]
    return Segmentation.from_layers(geometry, layers, places, segmentation.name, segmentation.provenance)


def _resampled(array: Voxels, source: Geometry, target: Geometry, interpolation: Interpolation, fill: float) -> Voxels:
    import SimpleITK as sitk

    image = to_sitk(array, source)
    kinds = {"linear": sitk.sitkLinear, "nearest": sitk.sitkNearestNeighbor, "bspline": sitk.sitkBSpline}
    exact = interpolation == "nearest" or array.dtype.kind == "f"
    # ITK cuts fractions off where the output is of an integer type, so integers are interpolated as floats and rounded
    pixel = image.GetPixelID() if exact else (sitk.sitkFloat32 if array.dtype.itemsize <= 2 else sitk.sitkFloat64)
    result = sitk.Resample(
        image,
        target.shape[::-1],
        sitk.Transform(),
        kinds[interpolation],
        target.origin_lps,
        target.spacing_ijk,
        target.directions_lps.ravel().tolist(),
        _within(fill, array.dtype),
        pixel,
    )
    return _typed(sitk.GetArrayFromImage(result), array.dtype)


def _within(fill: float, dtype: np.dtype[Any]) -> float:
    """The nearest number that a type holds: ITK would wrap a negative one round."""
    if dtype.kind == "f":
        return float(fill)
    limits = np.iinfo(dtype)
    return float(min(max(fill, limits.min), limits.max))


def _typed(array: Voxels, dtype: np.dtype[Any]) -> Voxels:
    if array.dtype == dtype:
        return array
    if dtype.kind == "f" or array.dtype.kind != "f":
        return array.astype(dtype)
    limits = np.iinfo(dtype)
    np.rint(array, out=array)
    np.clip(array, limits.min, limits.max, out=array)
    return array.astype(dtype)
