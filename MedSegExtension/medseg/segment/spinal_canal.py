"""The spinal canal in a CT."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.holes import fill_holes
from medseg.types import Mask, Triple

AREA_MM2 = (120.0, 750.0)
CONTENT_HU = (-60.0, 65.0)
OFF_MIDDLE_MM = 40.0
BODY_MM = 45.0
BODY_HALF_WIDTH_MM = 20.0
IN_FRONT = 1.7
TISSUE_HU = -200.0
GAP_MM = 40.0
SHIFT_MM = 4.0
SHIFT = 0.8
BEYOND_MM = 15.0
MARGIN_MM = 1.5


@dataclass(frozen=True)
class _Ring:
    """Where a vertebral arch closes around the canal in one slice: number of the slice, centre (row, column), radius in mm."""

    number: int
    row: float
    column: float
    radius_mm: float


def find_canal(bone: Mask, hu: NDArray[np.float32], spacing_mm: Triple) -> Mask:
    """Mark the spinal canal: the holes that vertebral arches enclose, and what lies between them from slice to slice.

    A hole is the canal's where it is near the middle of the patient, of the canal's size, filled with soft tissue, and has
    much more bone in front of it, the vertebral body, than behind it.

    Args:
        bone: Bone with its gaps closed (k, j, i), slices stacked to the head, j to the back.
        hu: Lightly smoothed HU.
        spacing_mm: Millimetres along (k, j, i).

    Returns:
        The canal, a round tube; empty where no arch is closed.
    """
    filled = fill_holes(bone, axis=0)
    rings = [ring for number in range(bone.shape[0]) for ring in _rings(number, bone, filled, hu, spacing_mm)]
    canal = np.zeros_like(bone)
    for ring, following in zip(rings, [*rings, None][1:], strict=True):
        for part in _between(ring, following, spacing_mm):
            _draw(canal, part, spacing_mm)
    for ring in rings[:1] + rings[-1:]:
        reach = int(BEYOND_MM / spacing_mm[0])
        for number in range(max(0, ring.number - reach), min(bone.shape[0], ring.number + reach + 1)):
            _draw(canal, _Ring(number, ring.row, ring.column, ring.radius_mm), spacing_mm)
    return canal


def _rings(number: int, bone: Mask, filled: Mask, hu: NDArray[np.float32], spacing_mm: Triple) -> list[_Ring]:
    """The hole of one slice that is the canal's: none or one, the largest."""
    from scipy import ndimage

    labels, _ = ndimage.label(filled[number] & ~bone[number])
    pixel_mm2 = spacing_mm[1] * spacing_mm[2]
    middle = _middle(hu[number] > TISSUE_HU)
    found = []
    for label, box in enumerate(ndimage.find_objects(labels), start=1):
        hole = labels[box] == label
        area = float(hole.sum()) * pixel_mm2
        if not AREA_MM2[0] <= area <= AREA_MM2[1]:
            continue
        row, column = (np.argwhere(hole).mean(axis=0) + np.array([box[0].start, box[1].start])).tolist()
        content = float(hu[number][box][hole].mean())
        central = abs(column - middle) * spacing_mm[2] <= OFF_MIDDLE_MM
        if central and CONTENT_HU[0] <= content <= CONTENT_HU[1] and _has_body(filled[number], row, column, spacing_mm):
            found.append(_Ring(number, row, column, float(np.sqrt(area / np.pi))))
    return sorted(found, key=lambda ring: -ring.radius_mm)[:1]


def _middle(tissue: Mask) -> float:
    columns = tissue.sum(axis=0)
    return float(np.average(np.arange(columns.size), weights=columns)) if columns.any() else columns.size / 2


def _has_body(filled: Mask, row: float, column: float, spacing_mm: Triple) -> bool:
    """Whether there is much more bone in front of a place than behind it."""
    reach, width = int(BODY_MM / spacing_mm[1]), int(BODY_HALF_WIDTH_MM / spacing_mm[2])
    strip = filled[:, max(0, int(column) - width) : int(column) + width + 1]
    front = int(strip[max(0, int(row) - reach) : int(row)].sum())
    behind = int(strip[int(row) + 1 : int(row) + 1 + reach].sum())
    return front > IN_FRONT * behind


def _between(ring: _Ring, following: _Ring | None, spacing_mm: Triple) -> list[_Ring]:
    """A ring and those between it and the following one, where the canal can run from one to the other."""
    if following is None:
        return [ring]
    steps = following.number - ring.number
    gap_mm = steps * spacing_mm[0]
    shift_mm = np.hypot((following.row - ring.row) * spacing_mm[1], (following.column - ring.column) * spacing_mm[2])
    if gap_mm > GAP_MM or shift_mm > SHIFT_MM + SHIFT * gap_mm:
        return [ring]
    shares = [step / steps for step in range(steps)]
    return [
        _Ring(
            ring.number + step,
            ring.row + share * (following.row - ring.row),
            ring.column + share * (following.column - ring.column),
            ring.radius_mm + share * (following.radius_mm - ring.radius_mm),
        )
        for step, share in enumerate(shares)
    ]


def _draw(canal: Mask, ring: _Ring, spacing_mm: Triple) -> None:
    rows, columns = np.ogrid[: canal.shape[1], : canal.shape[2]]
    distance = ((rows - ring.row) * spacing_mm[1]) ** 2 + ((columns - ring.column) * spacing_mm[2]) ** 2
    canal[ring.number] |= distance <= (ring.radius_mm + MARGIN_MM) ** 2
