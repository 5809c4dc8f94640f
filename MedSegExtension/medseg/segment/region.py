"""Keeping segments to a part of the image."""

from typing import Any

import numpy as np

from medseg.errors import GeometryMismatchError
from medseg.types import Mask
from medseg.volume import Volume


def require_region(region: Mask | None, volume: Volume) -> None:
    """Refuse a region that is not of the image's shape, before work starts.

    Raises:
        GeometryMismatchError: It is of another shape.
    """
    if region is not None and region.shape != volume.array.shape:
        raise GeometryMismatchError(f"Expected a region of the image's shape {volume.array.shape} (k, j, i), got {region.shape}.")


def within_region(mask: Mask, region: Mask | None) -> Mask:
    """The part of a mask that lies in a region, a new array; the mask itself where there is no region."""
    return mask if region is None else np.logical_and(mask, region)


def describe_region(region: Mask | None) -> dict[str, Any]:
    """What the provenance says of a region: how many voxels it holds, and nothing where there is none."""
    return {} if region is None else {"region_voxels": int(np.count_nonzero(region))}
