"""DICOM segmentations (SEG): binary, overlapping, fractional, label maps."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import ReadError
from medseg.io.aligned import Move, paste
from medseg.io.dicom_codes import coding_of, color_of
from medseg.io.dicom_mask_file import References, find_series, items, load, whole_number
from medseg.io.dicom_seg_frames import SegFrame, frames_of
from medseg.io.dicom_seg_grid import moves_onto, own_grid
from medseg.io.label_image import unique_name
from medseg.io.layer_packer import LayerPacker
from medseg.types import Labels
from medseg.volume import Geometry, Segment, Segmentation

if TYPE_CHECKING:
    from pydicom import Dataset, FileDataset

SEG_CLASSES = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
BACKGROUND = 0  # number of the segment that is nothing, in label maps

PlacedFrames = list[tuple[Labels, Move]]
"""Masks (1, j, i) of one segment, and where each goes."""


def read_dicom_seg(path: Path, geometry: Geometry | None = None, search: Path | None = None) -> Segmentation:
    """Read a DICOM SEG.

    Frames are placed by their position in the patient, not by their order; slices without a frame are empty. Fractional
    segments are cut above half of the largest fraction.

    Args:
        path: The SEG.
        geometry: The grid of its image. Default: that of the image it was drawn on, where that is found nearby; else the
            SEG's own, from its first frame to its last.
        search: Where to look for the image; default: the SEG's folder and the one above.

    Returns:
        Names, colours and codes as in the SEG. Where the SEG's voxels are not those of the given grid, it stays on its own.

    Raises:
        ReadError: The file is damaged or not complete, or its frames make no even grid and no image is at hand.
        UnsupportedFormatError: Its pixels cannot be unpacked.
    """
    dataset = load(path)
    frames = frames_of(dataset, path)
    target = geometry
    if target is None:
        series = find_series(search or path, _references(dataset))
        target = series.geometry if series else None
    moves = moves_onto(frames, target) if target else None
    if target is None or moves is None:
        target = own_grid(frames, path)
        moves = moves_onto(frames, target)
    if moves is None:
        raise ReadError(f"The frames of {path.name!r} make no even grid. Put its image beside it, or name the image.")
    segments = {
        key: item for item in items(dataset, "SegmentSequence") if (key := whole_number(item, "SegmentNumber")) != BACKGROUND
    }
    if dataset.get("SegmentationType") == "LABELMAP":
        return _from_label_map(dataset, frames, moves, target, segments)
    return _from_masks(_masks(dataset, frames, moves), target, segments)


def _references(dataset: "FileDataset") -> References:
    series = items(dataset, "ReferencedSeriesSequence")
    instances = [instance for one in series for instance in items(one, "ReferencedInstanceSequence")]
    return References(
        frozenset(str(instance.get("ReferencedSOPInstanceUID", "")) for instance in instances) - {""},
        frozenset(str(one.get("SeriesInstanceUID", "")) for one in series) - {""},
        str(dataset.get("FrameOfReferenceUID") or ""),
    )


def _from_label_map(
    dataset: "FileDataset", frames: list[SegFrame], moves: list[Move], target: Geometry, items_by_number: "dict[int, Dataset]"
) -> Segmentation:
    """One layer; the pixels are the segments' numbers, and the padding value is nothing."""
    padding = dataset.get("PixelPaddingValue")
    labels = np.zeros(target.shape, frames[0].pixels.dtype)
    for frame, move in zip(frames, moves, strict=True):
        pixels = frame.pixels if padding is None else np.where(frame.pixels == padding, 0, frame.pixels)
        paste(pixels.astype(labels.dtype)[np.newaxis], move, labels)
    return Segmentation.from_labelmap(target, labels, dict(zip(items_by_number, _segments(items_by_number), strict=True)))


def _masks(dataset: "FileDataset", frames: list[SegFrame], moves: list[Move]) -> dict[int, PlacedFrames]:
    """The masks of each segment."""
    half = 0.0
    if dataset.get("SegmentationType") == "FRACTIONAL":
        half = float(dataset.get("MaximumFractionalValue") or 255) / 2
    masks: dict[int, PlacedFrames] = defaultdict(list)
    for frame, move in zip(frames, moves, strict=True):
        masks[frame.segment or 0].append((np.greater(frame.pixels, half).view(np.uint8)[np.newaxis], move))
    return masks


def _from_masks(masks: dict[int, PlacedFrames], target: Geometry, items_by_number: "dict[int, Dataset]") -> Segmentation:
    """Lay segments that do not overlap into one layer."""
    packer = LayerPacker(target, len(items_by_number))
    for number, segment in zip(items_by_number, _segments(items_by_number), strict=True):
        alone = np.zeros(target.shape, np.uint8)
        for mask, move in masks.get(number, ()):
            paste(mask, move, alone)
        packer.add(segment, alone.view(np.bool_))
    return packer.segmentation()


def _segments(items_by_number: "dict[int, Dataset]") -> list[Segment]:
    taken: set[str] = set()
    found = []
    for count, (number, item) in enumerate(items_by_number.items()):
        name = unique_name(str(item.get("SegmentLabel") or f"Segment_{number}"), taken)
        found.append(Segment(name, color_of(item.get("RecommendedDisplayCIELabValue"), count), coding_of(item)))
    return found
