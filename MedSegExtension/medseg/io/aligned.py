"""Moving labels between grids whose voxels coincide: no resampling, no voxel changed."""

import numpy as np
from numpy.typing import NDArray

from medseg.types import Labels
from medseg.volume import Geometry, Segmentation
from medseg.volume.geometry import MATCH_TOLERANCE_VOXELS

Move = NDArray[np.int64]
"""Matrix (4, 4) of whole numbers that takes indices (i, j, k) of one grid to another's."""


def align(segmentation: Segmentation, target: Geometry) -> Segmentation | None:
    """Bring a segmentation onto a grid that differs by whole voxels: another box, axes flipped or in another order.

    Args:
        segmentation: The segmentation.
        target: The grid to bring it onto.

    Returns:
        The segmentation there; None where voxels would have to be resampled, or labelled ones would be lost.
    """
    source = segmentation.geometry
    if source.matches(target):
        return segmentation
    move = whole_voxel_move(source, target)
    if move is None:
        return None
    layers: list[Labels] = []
    for layer in segmentation.layers:
        layers.append(np.zeros(target.shape, layer.dtype))
        if paste(layer, move, layers[-1]) < np.count_nonzero(layer):
            return None
    places = [(segment, *segmentation.place(segment.name)) for segment in segmentation.segments]
    return Segmentation.from_layers(target, layers, places, segmentation.name, segmentation.provenance)


def whole_voxel_move(source: Geometry, target: Geometry) -> Move | None:
    """How to move indices from one grid to another; None where voxels do not coincide.

    Voxel centres may be a fiftieth of a voxel apart, at the source's farthest corner.
    """
    matrix = np.linalg.inv(target.ijk_to_ras) @ source.ijk_to_ras
    whole = np.rint(matrix).astype(np.int64)
    if sorted(np.abs(whole[:3, :3]).ravel().tolist()) != [0] * 6 + [1] * 3 or round(abs(np.linalg.det(whole[:3, :3]))) != 1:
        return None
    corners = source.to_ijk(source.corners_ras)
    apart = (matrix - whole)[:3, :3] @ corners.T + (matrix - whole)[:3, 3:]
    return whole if np.abs(apart).max() <= MATCH_TOLERANCE_VOXELS else None


def paste(labels: Labels, move: Move, into: Labels) -> int:
    """Copy what is labelled to where a whole-voxel move takes it.

    Args:
        labels: Labels (k, j, i) on the source grid; zeros are not copied.
        move: From the source grid's indices to the target's.
        into: Labels (k, j, i) on the target grid, which are changed.

    Returns:
        How many labelled voxels were copied; others lie outside.
    """
    kji = move[:3, :3][::-1, ::-1]
    axes = np.abs(kji).argmax(axis=1)  # for each axis of the target, that of the source
    signs = kji[np.arange(3), axes]
    turned = np.flip(labels.transpose(axes.tolist()), tuple(axis for axis in range(3) if signs[axis] < 0))
    starts = move[:3, 3][::-1] + np.where(signs < 0, 1 - np.array(turned.shape), 0)
    to, of = [], []
    for start, size, room in zip(starts.tolist(), turned.shape, into.shape, strict=True):
        low, high = max(start, 0), max(min(start + size, room), start, 0)
        to.append(slice(low, high))
        of.append(slice(low - start, high - start))
    part = turned[tuple(of)]
    np.copyto(into[tuple(to)], part, where=part != 0)
    return int(np.count_nonzero(part))
