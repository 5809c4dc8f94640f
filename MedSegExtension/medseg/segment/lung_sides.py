"""Which core of lung belongs to which side."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from medseg.filters.components import label_parts
from medseg.filters.crop import bounding_box
from medseg.types import Floats, Labels, Mask

RIGHT, LEFT = 1, 2
"""Labels of the patient's right and left lung."""

APART = 0.33
SMALLER_LUNG = 0.02
SMALLER_HALF = 0.1
SPLIT_MM = (6.0, 22.0, 2.0)


def mark_sides(labels: Labels, lungs: Sequence[int], depth_mm: NDArray[np.float32], inside: Mask, leftness_mm: Floats) -> Labels:
    """Mark the cores of lungs as right or left.

    Two lungs are two cores whose centres lie apart from side to side. Where there is but one core, it is split where it
    is narrowest, if the halves lie apart like that; else it is one lung, and the middle of the patient says which.

    Args:
        labels: Cores of air, numbered.
        lungs: Numbers of those that are lungs.
        depth_mm: How deep in the air each voxel lies.
        inside: The patient.
        leftness_mm: How far to the patient's left each voxel lies; broadcasts to (k, j, i).

    Returns:
        Labels RIGHT and LEFT; 0 elsewhere. Of a split core only its two halves' own cores are marked.
    """
    left = np.broadcast_to(leftness_mm, labels.shape)
    sizes = np.bincount(labels.reshape(-1), minlength=max(lungs) + 1)
    centres = {label: float(left[labels == label].mean()) for label in lungs}
    largest = max(lungs, key=lambda label: sizes[label])
    reach = APART * _extent(left[np.isin(labels, lungs)])
    others = [label for label in lungs if abs(centres[label] - centres[largest]) > reach]
    partner = max(others, key=lambda label: sizes[label], default=None)
    markers = np.zeros(labels.shape, dtype=np.uint8)
    if partner is not None and sizes[partner] > SMALLER_LUNG * sizes[largest]:
        middle = (centres[largest] + centres[partner]) / 2
    else:
        halves = _halves(labels == largest, depth_mm, left)
        middle = float(left[inside].mean()) if halves is None else (halves[1] + halves[2]) / 2
        if halves is not None:
            markers = halves[0]
            lungs = [label for label in lungs if label != largest]
    for label in lungs:
        markers[labels == label] = RIGHT if centres[label] < middle else LEFT
    return markers


def _halves(core: Mask, depth_mm: NDArray[np.float32], left: Floats) -> tuple[Labels, float, float] | None:
    """Split a core into a right and a left half by wearing it down until it falls apart.

    Returns:
        The halves' cores, marked, and where their centres lie; None where no two halves lie side by side.
    """
    box = bounding_box(core)
    if box is None:
        return None
    depth = np.where(core[box], depth_mm[box], np.float32(0))
    side = left[box]
    reach = APART * _extent(side[core[box]])
    for worn in np.arange(*SPLIT_MM):
        parts, sizes = label_parts(depth > worn, connectivity=6)
        if sizes.size < 2:
            continue
        first, second = (np.argsort(-sizes, kind="stable")[:2] + 1).tolist()
        centres = [float(side[parts == part].mean()) for part in (first, second)]
        if sizes[second - 1] < SMALLER_HALF * sizes.sum() or abs(centres[0] - centres[1]) <= reach:
            continue
        right, right_centre, other, other_centre = first, centres[0], second, centres[1]
        if right_centre > other_centre:
            right, right_centre, other, other_centre = second, centres[1], first, centres[0]
        markers = np.zeros(core.shape, dtype=np.uint8)
        markers[box][parts == right] = RIGHT
        markers[box][parts == other] = LEFT
        return markers, right_centre, other_centre
    return None


def _extent(places: Floats) -> float:
    return float(places.max() - places.min())
