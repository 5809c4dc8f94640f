"""Lungs, or lobes, together with the infection that their masks left out."""

from typing import NamedTuple

import numpy as np

from medseg.filters.components import label_parts
from medseg.filters.crop import Box, bounding_box
from medseg.filters.morphology import dilate
from medseg.types import Labels, Mask, Triple

NEIGHBOURS = 1.75  # voxels: over a corner too


class Joined(NamedTuple):
    """Lungs with the infection in them.

    Attributes:
        labels: The lungs (k, j, i), grown by the infection that touches them.
        infection: The infection in them (k, j, i).
        added: Voxels that were added to each label, by label.
        outside: Voxels of infection that touches no lung.
    """

    labels: Labels
    infection: Mask
    added: dict[int, int]
    outside: int


def join_infection(labels: Labels, infection: Mask, spacing_mm: Triple) -> Joined:
    """Join lungs with the infection that touches them, since masks of lungs often leave dense lesions out.

    A connected part of the infection (26 neighbours) of which a voxel lies in a lung, or beside one, belongs to the lungs
    whole: each of its voxels to the lung that is nearest to it. Other parts are left out.

    Args:
        labels: Lungs or lobes (k, j, i), 0 elsewhere; not changed.
        infection: Infection (k, j, i); not changed.
        spacing_mm: Millimetres along (k, j, i).
    """
    numbers = np.unique(labels)[1 if not labels.all() else 0 :]
    outside = infection & (labels == 0)
    box = bounding_box(infection, (1, 1, 1))
    if box is None or not outside.any():
        return Joined(labels, infection, dict.fromkeys(numbers.tolist(), 0), 0)
    touching = _touching(infection[box], labels[box] > 0)
    added = outside.copy()
    added[box] &= touching
    within = infection & ((labels > 0) | added)
    grown = labels.copy()
    grown[added] = _nearest(labels, added, box, spacing_mm)
    counts = {int(number): int(np.count_nonzero(grown[added] == number)) for number in numbers}
    return Joined(grown, within, counts, int(np.count_nonzero(infection)) - int(np.count_nonzero(within)))


def _touching(infection: Mask, lungs: Mask) -> Mask:
    """Parts of the infection that lie in a lung or beside one."""
    parts, sizes = label_parts(infection)
    kept = np.zeros(sizes.size + 1, dtype=np.bool_)
    kept[parts[infection & dilate(lungs, NEIGHBOURS, (1.0, 1.0, 1.0))]] = True
    kept[0] = False
    return np.asarray(kept[parts])


def _nearest(labels: Labels, added: Mask, box: Box, spacing_mm: Triple) -> Labels:
    """The nearest label of each added voxel; the box of the infection, and a voxel around, holds one."""
    from scipy import ndimage

    part = labels[box]
    if not added.any():
        return np.zeros(0, dtype=labels.dtype)
    places = ndimage.distance_transform_edt(part == 0, sampling=spacing_mm, return_distances=False, return_indices=True)
    return np.asarray(part[tuple(axis[added[box]] for axis in places)])
