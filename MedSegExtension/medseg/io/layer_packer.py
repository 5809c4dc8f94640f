"""Many masks in few layers."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from medseg.filters.crop import Box, bounding_box
from medseg.types import Labels, Mask
from medseg.volume import Geometry, Segment, Segmentation


class LayerPacker:
    """Lays segments into as few layers as a greedy search finds: segments that do not overlap share one.

    Attributes:
        layers: Labels (k, j, i), all of one type; in each, labels count from 1.
        places: Each segment, the number of its layer, and its label there.
        boxes: The smallest box that holds each segment; None for an empty one.
    """

    def __init__(self, geometry: Geometry, count: int) -> None:
        """Begin with one empty layer.

        Args:
            geometry: The grid.
            count: How many segments will come, at most.
        """
        self._geometry = geometry
        self._dtype = np.uint8 if count < 256 else np.uint16
        self._labels = [0]
        self.layers: list[Labels] = [np.zeros(geometry.shape, self._dtype)]
        self.places: list[tuple[Segment, int, int]] = []
        self.boxes: list[Box | None] = []

    def add(self, segment: Segment, mask: Mask) -> None:
        """Lay the next segment, a mask (k, j, i), into the first layer where it has room."""
        box = bounding_box(mask)
        number = 0 if box is None else self._room_for(mask[box], box)
        self._labels[number] += 1
        if box is not None:
            self.layers[number][box][mask[box]] = self._labels[number]
        self.places.append((segment, number, self._labels[number]))
        self.boxes.append(box)

    def segmentation(self, provenance: Mapping[str, Any] | None = None) -> Segmentation:
        """What was packed.

        Raises:
            SegmentError: A name was used twice.
        """
        return Segmentation.from_layers(self._geometry, self.layers, self.places, provenance=provenance)

    def _room_for(self, part: Mask, box: Box) -> int:
        for number, layer in enumerate(self.layers):
            if not layer[box][part].any():
                return number
        self.layers.append(np.zeros(self._geometry.shape, self._dtype))
        self._labels.append(0)
        return len(self.layers) - 1
