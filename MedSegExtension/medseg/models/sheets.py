"""Laying slices out on a network's pictures."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from medseg.models.sheet import Sheet, Size
from medseg.models.tiles import tile_corners
from medseg.types import Mask

if TYPE_CHECKING:
    from medseg.models.model_card import ModelCard

Box = tuple[tuple[int, int], Size]
"""First row and column, and rows and columns."""

LEAST_SHARE = 0.5  # of the box of all slices, along both axes
MARGIN = 0.03  # of the box on each side: what pictures cut to the lungs show around them


def lay_out(
    shape: tuple[int, ...], spacing_mm: tuple[float, float, float], card: "ModelCard", region: Mask | None = None
) -> list[Sheet]:
    """Lay out every slice, or where there is a region every slice that has some of it.

    Args:
        shape: Slices, rows and columns.
        spacing_mm: Millimetres between them.
        card: What the network takes: its size, how a slice is fitted to it, its spacing and region.
        region: (slice, row, column); default: everything.
    """
    tile = (int(card.input.size[-2]), int(card.input.size[-1]))
    sheets = []
    for number, (box, box_size) in _boxes(shape, card.input.region, region):
        size = _scaled_size(box_size, (spacing_mm[1], spacing_mm[2]), card, tile)
        canvas = tile
        if card.input.fit == "windows":
            canvas = (max(size[0], tile[0]), max(size[1], tile[1]))
        corner = ((canvas[0] - size[0]) // 2, (canvas[1] - size[1]) // 2)
        sheets.append(Sheet(number, box, box_size, size, canvas, corner, tile_corners(canvas, tile)))
    return sheets


def _boxes(shape: tuple[int, ...], kind: str, region: Mask | None) -> Iterator[tuple[int, Box]]:
    """Numbers and boxes of slices: for the body one box for all, for lungs each slice's own."""
    rows, columns = shape[1:]
    if region is None or kind == "image":
        yield from ((number, ((0, 0), (rows, columns))) for number in range(shape[0]))
        return
    common = _box(np.asarray(region.any(axis=0)))
    for number in range(shape[0]):
        box = common if kind == "body" else _box(region[number])
        if box is not None and common is not None:
            yield number, box if kind == "body" else _widened(box, common, (rows, columns))


def _box(mask: Mask) -> Box | None:
    """First row and column, and size, of what holds a mask with a margin; None for an empty one."""
    bounds = []
    for axis in (0, 1):
        places = np.flatnonzero(mask.any(axis=1 - axis))
        if places.size == 0:
            return None
        margin = round(MARGIN * (int(places[-1]) - int(places[0]) + 1))
        bounds.append((max(0, int(places[0]) - margin), min(mask.shape[axis], int(places[-1]) + 1 + margin)))
    (top, bottom), (left, right) = bounds
    return (top, left), (bottom - top, right - left)


def _widened(box: Box, common: Box, room: Size) -> Box:
    """A slice's box, at least half as high and wide as that of all slices: a lung's tip is not shown as large as a lung."""
    parts = []
    for start, size, whole, limit in zip(*box, common[1], room, strict=True):
        wanted = max(size, math.ceil(LEAST_SHARE * whole))
        first = min(max(0, start - (wanted - size) // 2), max(0, limit - wanted))
        parts.append((first, min(wanted, limit)))
    (top, height), (left, width) = parts
    return (top, left), (height, width)


def _scaled_size(box: Size, spacing_mm: tuple[float, float], card: "ModelCard", tile: Size) -> Size:
    """Rows and columns of a box after scaling: to the card's spacing, and into the picture where it is to hold the whole box."""
    if card.input.fit == "stretch":
        return tile
    wanted = card.input.spacing_mm
    if wanted is not None:
        scales = [own / new for own, new in zip(spacing_mm, wanted[-2:], strict=True)]
    elif card.input.fit == "windows":
        scales = [1.0, 1.0]
    else:
        scales = [own / min(spacing_mm) for own in spacing_mm]
    if card.input.fit == "pad":
        fitting = min(room / (count * scale) for room, count, scale in zip(tile, box, scales, strict=True))
        scales = [scale * (fitting if wanted is None else min(1.0, fitting)) for scale in scales]
    rows, columns = (max(1, round(count * scale)) for count, scale in zip(box, scales, strict=True))
    return rows, columns
