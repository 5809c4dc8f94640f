"""A mask of both lungs, told apart into the patient's right and left one."""

import numpy as np
from numpy.typing import NDArray

from medseg.filters.components import label_parts
from medseg.filters.crop import bounding_box
from medseg.segment.air_spaces import depth_mm
from medseg.segment.blocks import block_factors, block_spacing, spread
from medseg.segment.lung_sides import RIGHT, mark_sides
from medseg.types import Floats, Labels, Mask, Shape, Triple
from medseg.volume import Geometry
from medseg.volume.axial_frame import AxialFrame

WORKING_MM = 3.0
CORE_MM = 3.0
SMALLEST_CORE = 0.02  # of the largest


def split_lungs(lungs: Mask, geometry: Geometry) -> tuple[Mask, Mask]:
    """Tell the right lung from the left one.

    What lies deep in the mask falls into cores, which are told apart as in the recipe for lungs; where both lungs are one core,
    it is split where it is narrowest. Each other voxel belongs to the core that it is nearest to.

    Args:
        lungs: Both lungs (k, j, i).
        geometry: Their grid.

    Returns:
        The right and the left lung; one of them empty where only the other is there.
    """
    frame = AxialFrame(geometry)
    axial = frame.to_axial(lungs)
    factors = block_factors(_shape(axial), frame.spacing_mm, WORKING_MM)
    blocks = axial[:: factors[0], :: factors[1], :: factors[2]]
    spacing = block_spacing(frame.spacing_mm, factors)
    box = bounding_box(blocks)
    if box is None:
        return lungs, np.zeros_like(lungs)
    sides = np.full(blocks.shape, RIGHT, dtype=np.uint8)
    sides[box] = _sides(blocks[box], spacing, _leftness(frame, _shape(blocks[box]), factors))
    placed = frame.from_axial(spread(sides, factors, _shape(axial)))
    return lungs & (placed == RIGHT), lungs & (placed != RIGHT)


def _sides(blocks: Mask, spacing_mm: Triple, leftness_mm: Floats) -> Labels:
    """RIGHT or LEFT for every block of the grid."""
    depth = _depth(blocks, spacing_mm)
    labels, sizes = label_parts(depth > CORE_MM)
    if not sizes.size:
        labels, sizes = label_parts(blocks)
        depth = np.where(blocks, np.float32(1.0), np.float32(0.0))
    cores = [label for label, size in enumerate(sizes.tolist(), start=1) if size >= SMALLEST_CORE * sizes.max()]
    markers = mark_sides(labels, cores, depth, np.ones_like(blocks), leftness_mm)
    return _nearest(markers, spacing_mm)


def _nearest(markers: Labels, spacing_mm: Triple) -> Labels:
    from scipy import ndimage

    places = ndimage.distance_transform_edt(markers == 0, sampling=spacing_mm, return_distances=False, return_indices=True)
    return np.asarray(markers[tuple(places)])


def _depth(blocks: Mask, spacing_mm: Triple) -> NDArray[np.float32]:
    """How deep each block lies; a single slice is as deep as it is wide in its plane, the ends of a stack do not count."""
    padded = np.pad(blocks, ((1, 1), (0, 0), (0, 0)), mode="edge") if blocks.shape[0] > 1 else blocks
    depth = depth_mm(np.pad(padded, ((0, 0), (1, 1), (1, 1))), spacing_mm)[:, 1:-1, 1:-1]
    return np.ascontiguousarray(depth[1:-1] if blocks.shape[0] > 1 else depth)


def _leftness(frame: AxialFrame, shape: Shape, factors: Shape) -> Floats:
    steps = frame.leftness_mm(np.diag(np.asarray(factors, dtype=np.float64)))
    k, j, i = np.ogrid[: shape[0], : shape[1], : shape[2]]
    return np.asarray(k * steps[0] + j * steps[1] + i * steps[2])


def _shape(array: Mask) -> Shape:
    return array.shape[0], array.shape[1], array.shape[2]
