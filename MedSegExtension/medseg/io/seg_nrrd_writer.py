"""Writing Slicer's `.seg.nrrd`."""

from pathlib import Path

import numpy as np

from medseg.filters.crop import bounding_box
from medseg.io.nrrd_writer import write_nrrd
from medseg.io.seg_nrrd_fields import Extent, segment_fields, segmentation_fields
from medseg.types import Labels
from medseg.volume import Segmentation

EMPTY: Extent = (0, -1, 0, -1, 0, -1)


def write_seg_nrrd(segmentation: Segmentation, path: Path) -> None:
    """Write a segmentation as Slicer does: names, colours, terminology, overlaps in layers.

    Segments that do not overlap share a layer. The provenance is kept in a field of its own.

    Raises:
        WriteError: It could not be written.
    """
    layers, places, extents = _packed(segmentation)
    fields: dict[str, str] = {}
    for number, (segment, (layer, label), extent) in enumerate(zip(segmentation.segments, places, extents, strict=True)):
        fields |= segment_fields(number, segment, layer, label, extent)
    fields |= segmentation_fields(segmentation.geometry, segmentation.provenance)
    write_nrrd(layers, segmentation.geometry, path, fields)


def _packed(segmentation: Segmentation) -> tuple[list[Labels], list[tuple[int, int]], list[Extent]]:
    """Lay the segments into as few layers as a greedy search finds.

    Returns:
        The layers, of one type; the layer and label of each segment; the box of each.
    """
    dtype = np.uint8 if len(segmentation.segments) < 256 else np.uint16
    layers: list[Labels] = []
    counts: list[int] = []
    places, extents = [], []
    for name in segmentation.names:
        mask = segmentation.mask(name)
        box = bounding_box(mask)
        extents.append(_extent(box))
        layer = next((n for n, taken in enumerate(layers) if box is None or not taken[box][mask[box]].any()), len(layers))
        if layer == len(layers):
            layers.append(np.zeros(segmentation.geometry.shape, dtype))
            counts.append(0)
        counts[layer] += 1
        if box:
            layers[layer][box][mask[box]] = counts[layer]
        places.append((layer, counts[layer]))
    return layers or [np.zeros(segmentation.geometry.shape, dtype)], places, extents


def _extent(box: tuple[slice, slice, slice] | None) -> Extent:
    if box is None:
        return EMPTY
    k, j, i = box
    return i.start, i.stop - 1, j.start, j.stop - 1, k.start, k.stop - 1
