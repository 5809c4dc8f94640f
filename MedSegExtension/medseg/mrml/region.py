"""A region of interest as voxels of an image."""

from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import InputError
from medseg.filters.crop import Box, bounding_box
from medseg.filters.slabs import in_slabs
from medseg.mrml.placement import local_to_world
from medseg.mrml.toolkit import from_matrix, to_matrix
from medseg.types import Floats, Mask, Triple
from medseg.volume import Geometry

if TYPE_CHECKING:
    from slicer import vtkMRMLMarkupsROINode

EDGE_MM = 1e-3  # a voxel centre on the box's face is inside; Slicer keeps the box's place in single precision


def roi_to_mask(roi_node: "vtkMRMLMarkupsROINode", geometry: Geometry) -> Mask:
    """The voxels whose centres lie in a region of interest.

    The box may be turned, and may stand under linear transforms, as may the image; its faces belong to it. Of a box that is
    turned inside out, it is the voxels outside.

    Args:
        roi_node: A markups ROI with a box.
        geometry: The grid, placed in the world, as `node_to_volume` places an image.

    Returns:
        Mask (k, j, i); empty where the box lies outside the image.

    Raises:
        InputError: The node is none, or no box is drawn yet.
        GeometryError: A parent transform bends space.
    """
    to_box = _to_box(roi_node, geometry)
    mask = np.zeros(geometry.shape, np.bool_)
    box = _bounds(to_box, geometry)
    if box is not None:
        _fill(mask, to_box, box, geometry.spacing_ijk)
    return np.logical_not(mask, out=mask) if roi_node.GetInsideOut() else mask


def roi_to_box(roi_node: "vtkMRMLMarkupsROINode", geometry: Geometry) -> Box | None:
    """The smallest box of the grid that holds all voxels of a region of interest; `crop_volume` cuts an image to it.

    Args:
        roi_node: A markups ROI with a box.
        geometry: The grid, placed in the world.

    Returns:
        Slices along (k, j, i); None where no voxel lies in the region.

    Raises:
        InputError: The node is none, or no box is drawn yet.
        GeometryError: A parent transform bends space.
    """
    return bounding_box(roi_to_mask(roi_node, geometry))


def _to_box(roi_node: "vtkMRMLMarkupsROINode", geometry: Geometry) -> Floats:
    """The matrix (4, 4) from voxel indices (i, j, k) to the box's own axes, on which it reaches from -1 to 1."""
    if roi_node is None or not roi_node.IsA("vtkMRMLMarkupsROINode"):
        raise InputError("Expected a markups ROI as region of interest, got none: choose one, or leave it out.")
    size_mm = np.array(roi_node.GetSize())
    if not (size_mm > 0).all():
        raise InputError(f"Expected a region of interest with a size, got {roi_node.GetName()!r} without: draw its box first.")
    own = to_matrix(np.eye(4))
    own.DeepCopy(roi_node.GetObjectToNodeMatrix())
    to_world = local_to_world(roi_node) @ from_matrix(own)
    to_world[:3, :3] *= size_mm / 2
    return np.asarray(np.linalg.inv(to_world) @ geometry.ijk_to_ras)


def _bounds(to_box: Floats, geometry: Geometry) -> Box | None:
    """A box of voxels that holds the region; None where it lies outside the grid."""
    corners = np.array([(x, y, z, 1.0) for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)])
    kji = (np.linalg.inv(to_box) @ corners.T)[2::-1]
    first = np.maximum(np.floor(kji.min(axis=1) - 0.5).astype(int), 0)
    last = np.minimum(np.ceil(kji.max(axis=1) + 0.5).astype(int) + 1, geometry.shape)
    if (last <= first).any():
        return None
    k, j, i = (slice(start, stop) for start, stop in zip(first.tolist(), last.tolist(), strict=True))
    return k, j, i


def _fill(mask: Mask, to_box: Floats, box: Box, spacing_ijk: Triple) -> None:
    """Mark the voxels inside, slice by slice."""
    inside = mask[box]
    along_k, along_j, along_i = (np.arange(part.start, part.stop, dtype=np.float64) for part in box)
    edges = 1.0 + EDGE_MM * np.linalg.norm(to_box[:3, :3] / spacing_ijk, axis=1)
    planes = [row[0] * along_i + (row[1] * along_j + row[3])[:, np.newaxis] for row in to_box[:3]]

    def work(first: int, last: int) -> None:
        place, is_near = np.empty_like(planes[0]), np.empty(planes[0].shape, np.bool_)  # fresh memory a slice takes longer
        for number in range(first, last):
            inside[number] = True
            for plane, row, edge in zip(planes, to_box[:3], edges, strict=True):
                np.abs(np.add(plane, row[2] * along_k[number], out=place), out=place)
                inside[number] &= np.less_equal(place, edge, out=is_near)

    in_slabs(work, len(along_k), smallest=8)
