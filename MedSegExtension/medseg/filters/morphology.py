"""Growing and shrinking masks by millimetres."""

import math

import numpy as np

from medseg.errors import ParameterError
from medseg.types import Floats, Mask, Triple


def dilate(mask: Mask, radius_mm: float, spacing_mm: Triple) -> Mask:
    """Add every voxel whose centre is within a distance of the centre of a voxel of the mask."""
    reach = _reach(mask, radius_mm, spacing_mm)
    if not mask.any():
        return np.zeros_like(mask)
    return np.asarray(_distances(mask, spacing_mm) <= reach)


def erode(mask: Mask, radius_mm: float, spacing_mm: Triple) -> Mask:
    """Remove every voxel whose centre is within a distance of the centre of a voxel that is not of the mask."""
    reach = _reach(mask, radius_mm, spacing_mm)
    if mask.all():
        return mask.copy()
    return np.asarray(_distances(~mask, spacing_mm) > reach)


def opening(mask: Mask, radius_mm: float, spacing_mm: Triple) -> Mask:
    """Erode, then dilate: what a ball of that radius inside the mask can reach."""
    return dilate(erode(mask, radius_mm, spacing_mm), radius_mm, spacing_mm)


def closing(mask: Mask, radius_mm: float, spacing_mm: Triple) -> Mask:
    """Dilate, then erode: gaps that a ball of that radius cannot enter are closed."""
    _reach(mask, radius_mm, spacing_mm)
    padding = [(int(radius_mm / spacing) + 1,) * 2 for spacing in spacing_mm]
    wide = np.pad(mask, padding)
    closed = erode(dilate(wide, radius_mm, spacing_mm), radius_mm, spacing_mm)
    inner = tuple(slice(before, size - after) for (before, after), size in zip(padding, wide.shape, strict=True))
    return closed[inner].copy()


def _distances(mask: Mask, spacing_mm: Triple) -> Floats:
    """Millimetres from each voxel's centre to that of the nearest voxel of the mask."""
    from scipy import ndimage

    return np.asarray(ndimage.distance_transform_edt(~mask, sampling=spacing_mm))


def _reach(mask: Mask, radius_mm: float, spacing_mm: Triple) -> float:
    """The radius with room for rounding: a voxel at exactly the radius is within it."""
    if not (math.isfinite(radius_mm) and radius_mm >= 0):
        raise ParameterError(f"Expected a radius of 0 mm or more, got {radius_mm!r}.")
    if len(spacing_mm) != mask.ndim or not all(math.isfinite(n) and n > 0 for n in spacing_mm):
        raise ParameterError(f"Expected three spacings above 0 mm along (k, j, i), got {tuple(spacing_mm)}.")
    return radius_mm + 1e-5 * min(spacing_mm)
