"""Growing and shrinking masks by millimetres.

The ball is Euclidean: a voxel is reached where the distance between the voxels' centres is at most the radius, whatever the
spacing. A radius below the spacing along an axis leaves that axis alone. What lies outside the image is unknown: nothing
grows in from there and nothing is eroded from there, so that opening keeps what the border cuts off; closing treats it as
background that it does not close.
"""

import math
from collections.abc import Sequence

import numpy as np

from medseg.errors import ParameterError
from medseg.filters.bits import Bits, ball_reach, grow, pack, unpack
from medseg.filters.crop import Box, bounding_box
from medseg.filters.spare import blank_mask
from medseg.types import Mask, Shape, Triple

BEYOND_MM = 1e9  # spacing along an axis of one voxel: no ball reaches the background that would lie there


def dilate(mask: Mask, radius_mm: float, spacing_mm: Triple, out: Mask | None = None) -> Mask:
    """Add every voxel whose centre is within a distance of the centre of a voxel of the mask.

    Args:
        mask: Mask (k, j, i).
        radius_mm: The distance, 0 or more.
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        out: A mask to write to, which may be the mask itself.

    Returns:
        A new mask, or `out`; empty where the mask is.

    Raises:
        ParameterError: The radius or a spacing is out of range.
    """
    _check(mask, radius_mm, spacing_mm)
    box = bounding_box(mask, ball_reach(radius_mm, spacing_mm))
    if box is None:
        return blank_mask(out, mask.shape)
    bits = grow(pack(mask[box]), radius_mm, spacing_mm)
    return _unpacked(bits, box, mask.shape, out)


def erode(mask: Mask, radius_mm: float, spacing_mm: Triple, out: Mask | None = None) -> Mask:
    """Remove every voxel whose centre is within a distance of the centre of a voxel of the image that is not of the mask.

    Args:
        mask: Mask (k, j, i).
        radius_mm: The distance, 0 or more.
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        out: A mask to write to, which may be the mask itself.

    Returns:
        A new mask, or `out`; it is not eroded from the border of the image.

    Raises:
        ParameterError: The radius or a spacing is out of range.
    """
    _check(mask, radius_mm, spacing_mm)
    box = bounding_box(mask, ball_reach(radius_mm, spacing_mm))
    if box is None:
        return blank_mask(out, mask.shape)
    return _unpacked(_eroded_bits(mask[box], radius_mm, spacing_mm), box, mask.shape, out)


def opening(mask: Mask, radius_mm: float, spacing_mm: Triple, out: Mask | None = None) -> Mask:
    """Erode, then dilate: what a ball inside the mask can reach; thinner parts are removed.

    Args:
        mask: Mask (k, j, i).
        radius_mm: Radius of the ball, 0 or more.
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        out: A mask to write to, which may be the mask itself.

    Returns:
        A new mask, or `out`: within the mask. What the border of the image cuts off counts as going on beyond it.

    Raises:
        ParameterError: The radius or a spacing is out of range.
    """
    _check(mask, radius_mm, spacing_mm)
    box = bounding_box(mask, ball_reach(radius_mm, spacing_mm))
    if box is None:
        return blank_mask(out, mask.shape)
    bits = grow(_eroded_bits(mask[box], radius_mm, spacing_mm), radius_mm, spacing_mm)
    return _unpacked(bits, box, mask.shape, out)


def closing(mask: Mask, radius_mm: float, spacing_mm: Triple, out: Mask | None = None) -> Mask:
    """Dilate, then erode: gaps that a ball outside the mask cannot enter are filled.

    Args:
        mask: Mask (k, j, i).
        radius_mm: Radius of the ball, 0 or more.
        spacing_mm: Millimetres between voxel centres along (k, j, i).
        out: A mask to write to, which may be the mask itself.

    Returns:
        A new mask, or `out`: it holds the mask, and lies within its bounding box. The image is treated as if background went on
        around it, so that the border is neither eroded nor closed. An image one slice thick is closed in its plane.

    Raises:
        ParameterError: The radius or a spacing is out of range.
    """
    _check(mask, radius_mm, spacing_mm)
    box = bounding_box(mask)
    if box is None:
        return blank_mask(out, mask.shape)
    k, j, i = (BEYOND_MM if size == 1 else spacing for size, spacing in zip(mask.shape, spacing_mm, strict=True))
    margin = ball_reach(radius_mm, (k, j, i))
    bits = np.invert(grow(pack(mask[box], margin), radius_mm, (k, j, i)))
    bits = np.invert(grow(bits, radius_mm, (k, j, i)))
    return _unpacked(bits, box, mask.shape, out, margin)


def _unpacked(bits: Bits, box: Box, shape: Sequence[int], out: Mask | None, margin: Shape = (0, 0, 0)) -> Mask:
    """A mask of that shape that is empty but for the box: new, or `out`."""
    mask = blank_mask(out, shape)
    unpack(bits, mask[box], margin)
    return mask


def _eroded_bits(mask: Mask, radius_mm: float, spacing_mm: Triple) -> Bits:
    """The eroded mask; what of a word lies beyond the image stays unset."""
    return pack(mask) & ~grow(pack(mask, inverted=True), radius_mm, spacing_mm)


def _check(mask: Mask, radius_mm: float, spacing_mm: Triple) -> None:
    if not (math.isfinite(radius_mm) and radius_mm >= 0):
        raise ParameterError(f"Expected a radius of 0 mm or more, got {radius_mm!r}.")
    if len(spacing_mm) != mask.ndim or not all(math.isfinite(n) and n > 0 for n in spacing_mm):
        raise ParameterError(f"Expected three spacings above 0 mm along (k, j, i), got {tuple(spacing_mm)}.")
