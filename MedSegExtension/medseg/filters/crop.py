"""Cutting images and segmentations to a box."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from medseg.types import Mask
from medseg.volume import Segmentation, Volume

Box = tuple[slice, slice, slice]
"""Slices along (k, j, i), without a step."""


def bounding_box(mask: Mask, margin_voxels: Sequence[int] = (0, 0, 0)) -> Box | None:
    """The smallest box that holds a mask, and a margin as far as the image reaches.

    Args:
        mask: Mask (k, j, i).
        margin_voxels: Voxels to add on both sides along (k, j, i).

    Returns:
        Slices along (k, j, i); None for an empty mask.
    """
    bounds = []
    for axis in range(3):
        others = tuple(n for n in range(3) if n != axis)
        places = np.flatnonzero(mask.any(axis=others))
        if places.size == 0:
            return None
        margin = int(margin_voxels[axis])
        bounds.append(slice(max(0, int(places[0]) - margin), min(mask.shape[axis], int(places[-1]) + 1 + margin)))
    return bounds[0], bounds[1], bounds[2]


def crop_volume(volume: Volume, box: Box) -> Volume:
    """The part of an image in a box, at its place in the patient; voxels are shared.

    Raises:
        GeometryError: The box holds no voxel.
    """
    return replace(volume, geometry=volume.geometry.cropped(box), array=volume.array[box])


def crop_segmentation(segmentation: Segmentation, box: Box) -> Segmentation:
    """The part of a segmentation in a box, at its place in the patient; voxels are shared, and all segments stay.

    Raises:
        GeometryError: The box holds no voxel.
    """
    geometry = segmentation.geometry.cropped(box)
    layers = [layer[box] for layer in segmentation.layers]
    places = [(segment, *segmentation.place(segment.name)) for segment in segmentation.segments]
    return Segmentation.from_layers(geometry, layers, places, segmentation.name, segmentation.provenance)
