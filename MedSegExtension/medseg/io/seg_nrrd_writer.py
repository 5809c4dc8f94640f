"""Writing Slicer's `.seg.nrrd`."""

from pathlib import Path

from medseg.filters.crop import Box
from medseg.io.layer_packer import LayerPacker
from medseg.io.nrrd_writer import write_nrrd
from medseg.io.seg_nrrd_fields import Extent, segment_fields, segmentation_fields
from medseg.volume import Segmentation

EMPTY: Extent = (0, -1, 0, -1, 0, -1)


def write_seg_nrrd(segmentation: Segmentation, path: Path) -> None:
    """Write a segmentation as Slicer does: names, colours, terminology, overlaps in layers.

    Segments that do not overlap share a layer. The provenance is kept in a field of its own.

    Raises:
        WriteError: It could not be written.
    """
    packer = LayerPacker(segmentation.geometry, len(segmentation.segments))
    for segment in segmentation.segments:
        packer.add(segment, segmentation.mask(segment.name))
    fields: dict[str, str] = {}
    for number, ((segment, layer, label), box) in enumerate(zip(packer.places, packer.boxes, strict=True)):
        fields |= segment_fields(number, segment, layer, label, _extent(box))
    fields |= segmentation_fields(segmentation.geometry, segmentation.provenance)
    write_nrrd(packer.layers, segmentation.geometry, path, fields)


def _extent(box: Box | None) -> Extent:
    if box is None:
        return EMPTY
    k, j, i = box
    return i.start, i.stop - 1, j.start, j.stop - 1, k.start, k.stop - 1
