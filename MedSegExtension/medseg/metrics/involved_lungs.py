"""Lungs and the infection in them, ready to be measured."""

from dataclasses import dataclass

import numpy as np

from medseg.errors import InputError, SegmentError
from medseg.filters.crop import Box, bounding_box, crop_volume
from medseg.metrics.join_infection import Joined, join_infection
from medseg.metrics.lung_sides import LEFT, RIGHT, lung_labels
from medseg.metrics.lung_voxels import LungVoxels
from medseg.records.involvement import LungRegion
from medseg.types import Labels, Mask
from medseg.volume import Geometry, Segmentation, Volume


@dataclass(frozen=True, eq=False)
class InvolvedLungs:
    """Lungs and the infection in them, within the box that holds both.

    Attributes:
        box: The box, in the image's array (k, j, i).
        geometry: The box's grid.
        labels: RIGHT and LEFT (k, j, i), infection that touches them in them.
        infection: The infection in the lungs (k, j, i); None where nobody looked for it.
        added: Voxels by which each lung grew, by its label.
        outside: Voxels of infection that no lung touches.
        voxels: The voxels of each region.
    """

    box: Box
    geometry: Geometry
    labels: Labels
    infection: Mask | None
    added: dict[int, int]
    outside: int
    voxels: dict[LungRegion, LungVoxels]

    @classmethod
    def of(cls, volume: Volume, lungs: Segmentation, infection: Mask | None = None) -> "InvolvedLungs":
        """Join lungs and infection; see `medseg.metrics.involvement.measure_involvement`."""
        volume.geometry.require_match(lungs.geometry, "the image", "the lungs")
        if infection is not None and infection.shape != volume.array.shape:
            raise InputError(f"Expected an infection of the image's shape {volume.array.shape}, got {infection.shape}.")
        labels = lung_labels(lungs)
        box = bounding_box(labels > 0 if infection is None else (labels > 0) | infection, (1, 1, 1))
        if box is None or not labels.any():
            raise SegmentError("Expected lungs to measure involvement of, got empty segments.")
        part, geometry = crop_volume(volume, box), volume.geometry.cropped(box)
        joined = _joined(labels[box], None if infection is None else infection[box], geometry)
        given = None if infection is None else joined.infection
        sides = {
            LungRegion.RIGHT: LungVoxels.of(part, joined.labels == RIGHT, given),
            LungRegion.LEFT: LungVoxels.of(part, joined.labels == LEFT, given),
        }
        both = LungVoxels.joined(list(sides.values()))
        voxels = {LungRegion.BOTH: both, **sides}
        return cls(box, geometry, joined.labels, given, joined.added, joined.outside, voxels)


def _joined(labels: Labels, infection: Mask | None, geometry: Geometry) -> Joined:
    if infection is None:
        return Joined(labels, np.zeros_like(labels, dtype=np.bool_), {}, 0)
    return join_infection(labels, infection, geometry.spacing_mm)
