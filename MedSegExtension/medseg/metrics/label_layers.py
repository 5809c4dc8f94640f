"""A segmentation's layers, numbered closely."""

from collections.abc import Collection, Iterator
from typing import cast

import numpy as np

from medseg.filters.crop import Box, bounding_box
from medseg.types import Labels, Mask
from medseg.volume import Segmentation

BLOCK_VOXELS = 2**20


class LabelLayers:
    """Labelmaps (k, j, i) of a segmentation with labels small enough to count in tables.

    Layers of one byte a voxel are shared; others are numbered anew, 1, 2, ... in the order of their labels.

    Attributes:
        shape: Of the grid, (k, j, i).
        maps: The labelmaps.
        places: Of each segment, in the segmentation's order, the number of its layer, from 0, and its label there.
    """

    def __init__(self, segmentation: Segmentation) -> None:
        self.shape = segmentation.geometry.shape
        self.maps: list[Labels] = []
        self.places = {name: segmentation.place(name) for name in segmentation.names}
        for number, layer in enumerate(segmentation.layers):
            if layer.dtype == np.uint8:
                self.maps.append(layer)
                continue
            labels = {name: label for name, (where, label) in self.places.items() if where == number}
            renumbered, labels = _renumbered(layer, labels)
            self.maps.append(renumbered)
            self.places |= {name: (number, label) for name, label in labels.items()}

    def layer_of(self, names: Collection[str]) -> int | None:
        """The one layer that holds all of some segments, 0 for no segment; None where they are in several."""
        numbers = {self.places[name][0] for name in names} or {0}
        return numbers.pop() if len(numbers) == 1 else None

    def labels_of(self, names: Collection[str]) -> list[int]:
        """Their labels."""
        return [self.places[name][1] for name in names]

    def boxes(self) -> dict[str, Box | None]:
        """The smallest box that holds each segment; None for empty ones."""
        found: dict[str, Box | None] = {}
        for number, layer in enumerate(self.maps):
            boxes = dict(_label_boxes(layer))
            found |= {name: boxes.get(label) for name, (where, label) in self.places.items() if where == number}
        return found

    def mask(self, names: Collection[str], box: Box | None = None) -> Mask:
        """The voxels of any of some segments in a box, a new mask."""
        where = box or (slice(0, self.shape[0]), slice(0, self.shape[1]), slice(0, self.shape[2]))
        union: Mask | None = None
        for number, layer in enumerate(self.maps):
            labels = [label for place, label in (self.places[name] for name in names) if place == number]
            if labels:
                part = _any_of(layer[where], labels)
                union = part if union is None else np.logical_or(union, part, out=union)
        return np.zeros([part.stop - part.start for part in where], dtype=np.bool_) if union is None else union


def box_around(layer: Labels) -> Box | None:
    """The smallest box that holds all labels of a labelmap (k, j, i); None for an empty one."""
    return bounding_box(cast("Mask", layer))  # what is not 0 is true


def _any_of(layer: Labels, labels: list[int]) -> Mask:
    if len(labels) == 1:
        return np.asarray(layer == labels[0])
    table = np.zeros(int(np.iinfo(layer.dtype).max) + 1, dtype=np.bool_)
    table[labels] = True
    return np.asarray(table[layer])


def _label_boxes(layer: Labels) -> Iterator[tuple[int, Box]]:
    from scipy import ndimage

    around = box_around(layer)
    if around is None:
        return
    if layer[around].max() == 1:
        yield 1, around
        return
    for label, found in enumerate(ndimage.find_objects(layer[around]), start=1):
        if found is not None:
            k, j, i = (
                slice(part.start + outer.start, part.stop + outer.start) for part, outer in zip(found, around, strict=True)
            )
            yield label, (k, j, i)


def _renumbered(layer: Labels, labels: dict[str, int]) -> tuple[Labels, dict[str, int]]:
    """The layer with labels 1, 2, ... and 0 for labels that no segment has."""
    known = np.unique(np.array([0, *labels.values()], dtype=np.uint64))
    result = np.zeros(layer.shape, dtype=np.uint8 if known.size <= 256 else np.uint16)
    source, target = np.ascontiguousarray(layer).reshape(-1), result.reshape(-1)
    for start in range(0, source.size, BLOCK_VOXELS):
        block = source[start : start + BLOCK_VOXELS].astype(np.uint64)
        places = np.minimum(np.searchsorted(known, block), known.size - 1)
        target[start : start + BLOCK_VOXELS] = np.where(known[places] == block, places, 0)
    return result, {name: int(np.searchsorted(known, np.uint64(label))) for name, label in labels.items()}
