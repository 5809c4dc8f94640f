"""What a mask encloses."""

from collections.abc import Sequence

import numpy as np

from medseg.errors import ParameterError
from medseg.filters.acceleration import is_compiled_worthwhile
from medseg.filters.crop import bounding_box
from medseg.filters.runs import Runs
from medseg.filters.slabs import in_slabs
from medseg.filters.spare import output_mask
from medseg.filters.voxel_parts import look_up
from medseg.types import Mask

SLAB_VOXELS = 2**18  # below, starting a thread costs more than it saves


def fill_holes(mask: Mask, axis: int | None = None, out: Mask | None = None) -> Mask:
    """Fill what a mask encloses: background that no path over voxel faces joins to the border of the image.

    Args:
        mask: Mask (k, j, i). One slice thick along an axis, it is filled in that plane.
        axis: Fill every plane across this axis of the array by itself (0: each slice k); None: fill in 3D.
        out: A mask to write to, which may be the mask itself.

    Returns:
        A new mask, or `out`; empty where the mask is.

    Raises:
        ParameterError: The axis is none of 0, 1 and 2.
    """
    if axis not in (None, 0, 1, 2):
        raise ParameterError(f"Expected the axis 0, 1 or 2 (k, j, i) or none, got {axis}.")
    if axis == 2:
        turned = _turned(mask)
        return _turned(fill_holes(turned, axis=1, out=turned), out)
    axes = [n for n in range(3) if n != axis and mask.shape[n] > 1]
    box = bounding_box(mask)
    filled = output_mask(out, mask.shape)
    if filled is not mask:
        np.copyto(filled, mask)
    if box is None or not axes:
        return filled
    if is_compiled_worthwhile(mask.size):
        _fill_runs(filled, axes)
    else:
        _fill_voxels(filled[box], axes)
    return filled


def _fill_runs(mask: Mask, axes: Sequence[int]) -> None:
    """Fill in place along these axes."""
    runs = Runs.of(mask, wanted=False)
    joins = [(-1, 0, 0)] * (0 in axes) + [(0, -1, 0)] * (1 in axes)
    parts, sizes = runs.parts(joins)
    runs.paint(parts, ~runs.touching(parts, sizes.size, axes), mask)


def _fill_voxels(mask: Mask, axes: Sequence[int]) -> None:
    """Fill in place the background that no path along these axes joins to the border.

    The box around a mask will do for the image: whatever leaves it can go on to the border.
    """
    from scipy import ndimage

    labels, count = ndimage.label(~mask, _neighbours(axes))
    inside = np.ones(count + 1, dtype=np.bool_)
    for axis in axes:
        inside[np.take(labels, [0, -1], axis=axis)] = False
    inside[0] = True  # the mask itself
    look_up(inside, labels, mask)


def _turned(mask: Mask, out: Mask | None = None) -> Mask:
    """Exchange the axes j and i, slice by slice, as a slice fits the processor's cache."""
    k, j, i = mask.shape
    turned = output_mask(out, (k, i, j))

    def work(first: int, last: int) -> None:
        for n in range(first, last):
            turned[n] = mask[n].T

    in_slabs(work, k, max(1, SLAB_VOXELS // (j * i)))
    return turned


def _neighbours(axes: Sequence[int]) -> Mask:
    """The voxel (1, 1, 1) and those that share a face with it along these axes, a mask (3, 3, 3)."""
    cross = np.zeros((3, 3, 3), dtype=np.bool_)
    cross[1, 1, 1] = True
    for axis in axes:
        np.moveaxis(cross, axis, 0)[:, 1, 1] = True
    return cross
