"""Masks with eight voxels a byte, grown by balls: a line of 64 voxels moves in one step."""

import itertools
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from medseg.filters.slabs import in_slabs
from medseg.types import Mask, Shape, Triple

WORD = np.dtype("<u8")  # bit n of a word is voxel n, whatever the processor's own byte order
ROUNDING = 1e-6  # of a radius: a centre at exactly the radius is within it, however the sum of squares was rounded
SLAB_BYTES = 2**19  # of a slab of bits, which with its copies is to stay in the processor's cache

Bits = NDArray[np.uint64]
"""(k, j, words): the voxels of a line along i, 64 a word, the first in the lowest bit."""


def pack(mask: Mask, margin: Shape = (0, 0, 0), inverted: bool = False) -> Bits:
    """Pack a mask (k, j, i) or what is not of it, with a margin of False around; along i the margin may be wider."""
    (k, j, i), (over_k, over_j, over_i) = mask.shape, margin
    left = -(-over_i // 8)  # whole bytes, so that no bit needs to be moved
    words = -(-(8 * left + i + over_i) // 64)
    packed = np.zeros((k + 2 * over_k, j + 2 * over_j, 8 * words), dtype=np.uint8)
    inner = packed[over_k : over_k + k, over_j : over_j + j, left : left + -(-i // 8)]

    def work(first: int, last: int) -> None:
        part = ~mask[first:last] if inverted else mask[first:last]
        inner[first:last] = np.packbits(part, axis=-1, bitorder="little")

    in_slabs(work, k, _slices(j * i // 8), per_worker=k)
    return packed.view(WORD)


def unpack(bits: Bits, out: Mask, margin: Shape = (0, 0, 0)) -> None:
    """Undo `pack`: write the voxels without the margin to a mask (k, j, i), which may be part of a larger one."""
    (k, j, i), (over_k, over_j, over_i) = out.shape, margin
    left = -(-over_i // 8)
    packed = bits.view(np.uint8)[over_k : over_k + k, over_j : over_j + j, left : left + -(-i // 8)]

    def work(first: int, last: int) -> None:
        out[first:last] = np.unpackbits(packed[first:last], axis=-1, count=i, bitorder="little").view(np.bool_)

    in_slabs(work, k, _slices(j * i // 8), per_worker=k)


def grow(bits: Bits, radius_mm: float, spacing_mm: Triple) -> Bits:
    """Add every voxel whose centre is within a distance of the centre of a voxel that is set.

    A ball is a bundle of rows along i. The mask is widened along i by as much as the longest row, step by step, and each row
    of the ball takes the mask of its own width, moved along k and j.

    Args:
        bits: The mask, (k, j, words).
        radius_mm: Radius of the ball.
        spacing_mm: Millimetres between voxel centres along (k, j, i).

    Returns:
        New bits; what would grow over the border is cut off.
    """
    rows = _ball_rows(radius_mm, spacing_mm)
    reach = ball_reach(radius_mm, spacing_mm)[0]
    grown = np.zeros_like(bits)

    def work(first: int, last: int) -> None:
        low, high = max(0, first - reach), min(len(bits), last + reach)
        _grow_slab(bits[low:high], first - low, rows, grown[first:last])

    in_slabs(work, len(bits), max(2 * reach, _slices(8 * bits.shape[1] * bits.shape[2])), per_worker=len(bits))
    return grown


def ball_reach(radius_mm: float, spacing_mm: Triple) -> Shape:
    """How many voxels along (k, j, i) a ball reaches from its centre."""
    k, j, i = (int(radius_mm * (1 + ROUNDING) / spacing) for spacing in spacing_mm)
    return k, j, i


def _ball_rows(radius_mm: float, spacing_mm: Triple) -> dict[int, list[tuple[int, int]]]:
    """The rows of a ball: for each half width in voxels along i, from small to large, the steps along (k, j)."""
    radius = radius_mm * (1 + ROUNDING)
    reach_k, reach_j, _ = ball_reach(radius_mm, spacing_mm)
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for k, j in itertools.product(range(-reach_k, reach_k + 1), range(-reach_j, reach_j + 1)):
        rest = radius**2 - (k * spacing_mm[0]) ** 2 - (j * spacing_mm[1]) ** 2
        if rest >= 0:
            rows[int(rest**0.5 / spacing_mm[2])].append((k, j))
    return dict(sorted(rows.items()))


def _grow_slab(bits: Bits, offset: int, rows: dict[int, list[tuple[int, int]]], grown: Bits) -> None:
    """Grow one slab; slice n of `grown` lies at slice n + offset of `bits`."""
    wide, width = bits.copy(), 0
    for wanted, steps in rows.items():
        for _ in range(wanted - width):
            _widen(wide)
        width = wanted
        for k, j in steps:
            first, last = max(0, -offset - k), min(len(grown), len(bits) - offset - k)
            if first >= last or abs(j) >= grown.shape[1]:
                continue
            here = slice(max(0, -j), grown.shape[1] - max(0, j))
            there = slice(max(0, j), grown.shape[1] - max(0, -j))
            part = grown[first:last, here]
            np.bitwise_or(part, wide[first + offset + k : last + offset + k, there], out=part)


def _widen(bits: Bits) -> None:
    """Set the neighbours along i of every voxel that is set, in place."""
    up, down = bits << np.uint64(1), bits >> np.uint64(1)
    up[..., 1:] |= bits[..., :-1] >> np.uint64(63)
    down[..., :-1] |= bits[..., 1:] << np.uint64(63)
    bits |= up
    bits |= down


def _slices(slice_bytes: int) -> int:
    """How many slices fit the processor's cache."""
    return max(1, SLAB_BYTES // max(1, slice_bytes))
