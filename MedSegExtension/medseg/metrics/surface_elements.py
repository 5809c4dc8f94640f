"""The elements of a mask's surface, row by row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.crop import Box
from medseg.filters.slabs import in_slabs
from medseg.metrics.acceleration import is_worth_compiling
from medseg.records import SurfaceDefinition
from medseg.types import Mask, Shape

SLAB_ROWS = 2**10


@dataclass(frozen=True, eq=False)
class SurfaceElements:
    """Where the surface of a mask is, in a grid of rows along i.

    Attributes:
        shape: Sizes of the grid along (k, j, i): of corners between voxels, or of voxels.
        starts: Of each row (k, j) its first element, and at the end their number: (rows + 1).
        columns: Index i of each element (n), ascending within a row.
        codes: What the mask looks like around it (n): an index into the table of areas.
    """

    shape: Shape
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    codes: NDArray[np.uint8]

    @property
    def count(self) -> int:
        """Number of elements."""
        return self.columns.size

    def points(self, which: NDArray[np.int64] | slice = slice(None)) -> NDArray[np.int32]:
        """Indices (n, 3) of elements along (k, j, i)."""
        rows = np.repeat(np.arange(self.starts.size - 1, dtype=np.int32), np.diff(self.starts))[which]
        return np.stack([rows // self.shape[1], rows % self.shape[1], self.columns[which]], axis=1)


def find_elements(mask: Mask, box: Box, definition: SurfaceDefinition) -> SurfaceElements:
    """Find the elements of a mask's surface.

    Args:
        mask: Mask (k, j, i); one slice thick along k, it has a contour instead of a surface.
        box: Where to look: it holds all of the mask.
        definition: `elements`: corners between voxels around which some but not all are in the mask; their codes are those
            of `element_areas`. `voxels`: voxels of the mask with a face neighbour outside it, or at the border of the image;
            all of code 1.

    Returns:
        The elements; indices count from the box's first corner or voxel.
    """
    is_flat = mask.shape[0] == 1
    between = definition is SurfaceDefinition.ELEMENTS
    size_k, size_j, size_i = (part.stop - part.start for part in box)
    shape = (size_k + (between and not is_flat), size_j + between, size_i + between)
    if is_worth_compiling(size_k * size_j * size_i):
        return _find_compiled(mask, box, shape, (is_flat, between))
    cropped = mask[box].view(np.uint8)
    return _in_rows(_corner_codes(cropped, is_flat) if between else _borders(cropped, is_flat), is_flat, between)


def _find_compiled(mask: Mask, box: Box, shape: Shape, kind: tuple[bool, bool]) -> SurfaceElements:
    """Count the elements of each row, then write them."""
    from medseg.metrics.surface_kernels import count_elements, write_elements

    slices = np.ascontiguousarray(mask[box[0]]).view(np.uint8)
    window = (box[1].start, box[1].stop, box[2].start, box[2].stop)
    rows = shape[0] * shape[1]
    starts = np.zeros(rows + 1, dtype=np.int64)
    in_slabs(lambda first, last: count_elements(slices, window, kind, first, starts[first + 1 : last + 1]), rows, SLAB_ROWS, 4)
    np.cumsum(starts, out=starts)
    columns, codes = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.uint8)

    def write(first: int, last: int) -> None:
        write_elements(slices, window, kind, first, (starts[first : last + 1], columns, codes))

    in_slabs(write, rows, SLAB_ROWS, 4)
    return SurfaceElements(shape, starts, columns, codes)


def _corner_codes(mask: NDArray[np.uint8], is_flat: bool) -> NDArray[np.uint8]:
    """Codes of all corners: a bit for each voxel around them, joined from both sides along one axis after the other."""
    codes = mask
    for axis, shift in ((2, 2), (1, 1)) if is_flat else ((2, 4), (1, 1), (0, 2)):
        joined = np.zeros([size + (n == axis) for n, size in enumerate(codes.shape)], dtype=np.uint8)
        far, near = ([slice(None)] * axis + [part] for part in (slice(-1), slice(1, None)))
        np.left_shift(codes, np.uint8(shift), out=joined[tuple(far)])
        joined[tuple(near)] |= codes
        codes = joined
    return codes


def _borders(mask: NDArray[np.uint8], is_flat: bool) -> NDArray[np.uint8]:
    """1 for voxels of the mask with a face neighbour that is not in it, or beyond the image."""
    core = mask.copy()
    for axis in range(1 if is_flat else 0, 3):
        inner, voxels = np.moveaxis(core, axis, 0), np.moveaxis(mask, axis, 0)
        inner[1:] &= voxels[:-1]
        inner[:-1] &= voxels[1:]
        inner[[0, -1]] = 0
    return mask ^ core


def _in_rows(codes: NDArray[np.uint8], is_flat: bool, between: bool) -> SurfaceElements:
    full = (15 if is_flat else 255) if between else 2
    flat = codes.reshape(-1)
    found = np.flatnonzero((flat != 0) & (flat != full))
    rows, columns = np.divmod(found, codes.shape[2])
    starts = np.zeros(codes.shape[0] * codes.shape[1] + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=starts.size - 1), out=starts[1:])
    size_k, size_j, size_i = codes.shape
    return SurfaceElements((size_k, size_j, size_i), starts, columns.astype(np.int32), flat[found])
