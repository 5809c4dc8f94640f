"""Slicer's `.seg.nrrd`: labelmaps whose header names the segments."""

from pathlib import Path

import numpy as np

from medseg.errors import UnsupportedFormatError
from medseg.io.aligned import align
from medseg.io.itk_file import array_of, matrix_of, peek_itk, read_itk, require_3d
from medseg.io.label_image import unique_name
from medseg.io.nrrd import MAX_LAYERS, READER, SEGMENT_KEY
from medseg.io.raw_image import RawImage
from medseg.io.refusals import damaged
from medseg.io.seg_nrrd_fields import SegmentFields, provenance_of, reference_geometry_of, segments_of
from medseg.io.to_volume import compact, placed
from medseg.records.read import ReadParameters
from medseg.types import Floats, Labels, Voxels
from medseg.volume import Finding, Geometry, Segment, Segmentation


def is_seg_nrrd(path: Path) -> bool:
    """Whether an NRRD file's header names segments as Slicer does; its name does not count.

    Raises:
        ReadError: The header is damaged or not complete.
    """
    return SEGMENT_KEY in peek_itk(path, READER).GetMetaDataKeys()


def read_fields(path: Path) -> dict[str, str]:
    """The free fields of an NRRD file's header.

    Raises:
        ReadError: The header is damaged or not complete.
    """
    opened = peek_itk(path, READER)
    return {key: _readable(opened.GetMetaData(key)) for key in opened.GetMetaDataKeys() if key.isascii()}


def _readable(text: str) -> str:
    """Text of another encoding than UTF-8, with marks for what cannot be read."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_seg_nrrd(path: Path, parameters: ReadParameters) -> Segmentation:
    """Read a segmentation that Slicer or MedSeg wrote; segments may overlap.

    Where Slicer cropped it, it is brought back onto the grid of its reference image, as long as no labelled voxel is lost.

    Raises:
        ReadError: The file is damaged or not complete.
        UnsupportedFormatError: It holds fractions instead of labels.
        SegmentError: Two segments share a label.
    """
    require_3d(peek_itk(path, READER), path, MAX_LAYERS)
    fields = read_fields(path)
    if "Fractional" in fields.get("Segmentation_MasterRepresentation", fields.get("Segmentation_SourceRepresentation", "")):
        raise UnsupportedFormatError(
            f"Expected a binary labelmap in {path.name!r}, got fractions. Convert it in Slicer's Segmentations module."
        )
    image = read_itk(path, READER)
    array, matrix = array_of(image), matrix_of(image)
    stack = [array] if array.ndim == 3 else [array[..., layer] for layer in range(array.shape[3])]
    layers, geometry, findings = _placed_layers(stack, matrix, path, parameters)
    places = _places(segments_of(fields, len(layers)), len(layers), path)
    provenance = provenance_of(fields)
    if findings:
        provenance["findings"] = [{"code": finding.code, "message": finding.message} for finding in findings]
    segmentation = Segmentation.from_layers(geometry, layers, places, provenance=provenance)
    reference = reference_geometry_of(fields)
    return (align(segmentation, reference) if reference else None) or segmentation


def _placed_layers(
    stack: list[Voxels],
    matrix: Floats,
    path: Path,
    parameters: ReadParameters,
) -> tuple[list[Labels], Geometry, tuple[Finding, ...]]:
    layers = []
    for array in stack:
        whole = compact(array)
        if whole.dtype.kind == "f" or whole.min() < 0:
            raise damaged(path)
        raw = RawImage(whole.astype(np.min_scalar_type(int(whole.max())), copy=False), matrix)
        labels, geometry, findings = placed(raw, parameters.strict, 0, labels=True)
        layers.append(labels)
    return layers, geometry, findings


def _places(segments: list[SegmentFields], layer_count: int, path: Path) -> list[tuple[Segment, int, int]]:
    if any(not 0 <= segment.layer < layer_count or segment.label < 1 for segment in segments):
        raise damaged(path)
    taken: set[str] = set()
    return [
        (Segment(unique_name(segment.name, taken), segment.color, segment.coding), segment.layer, segment.label)
        for segment in segments
    ]
