"""The frames of a DICOM SEG: where each lies, and what it holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from medseg.errors import ReadError, UnsupportedFormatError
from medseg.io.dicom.quiet_pydicom import QuietPydicom
from medseg.io.dicom_mask_file import items
from medseg.io.refusals import damaged
from medseg.types import Floats, Voxels

if TYPE_CHECKING:
    from pydicom import Dataset, FileDataset


@dataclass(frozen=True, eq=False)
class SegFrame:
    """One frame of a DICOM SEG.

    Attributes:
        segment: Number of the segment that it shows; None in a label map, whose pixels are the numbers.
        pixels: (j, i) as stored.
        position_lps: Of its first pixel; None where the image has no place in the patient.
        directions_lps: (3, 2): unit vectors along i and j; None likewise.
        spacing_ij: Millimetres along i and j; None where it does not say.
        slice_mm: Distance of slices, or their thickness; None where it does not say.
    """

    segment: int | None
    pixels: Voxels
    position_lps: Floats | None
    directions_lps: Floats | None
    spacing_ij: tuple[float, float] | None
    slice_mm: float | None


def frames_of(dataset: "FileDataset", path: Path) -> list[SegFrame]:
    """Take a SEG apart.

    Raises:
        ReadError: The pixels or the frames' descriptions are damaged or not complete.
        UnsupportedFormatError: Its pixels are packed in a way that nothing here unpacks.
    """
    pixels = _pixels(dataset, path)
    shared = next(iter(items(dataset, "SharedFunctionalGroupsSequence")), None)
    groups = items(dataset, "PerFrameFunctionalGroupsSequence") or [None] * len(pixels)
    if "NumberOfFrames" not in dataset:
        groups = groups[:1]  # written by software that takes one frame for none
    if len(groups) != len(pixels):
        raise damaged(path)
    is_labelmap = dataset.get("SegmentationType") == "LABELMAP"
    try:
        return [_frame(plane, group, shared, is_labelmap) for plane, group in zip(pixels, groups, strict=True)]
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise damaged(path) from error


def _pixels(dataset: "FileDataset", path: Path) -> Voxels:
    """Pixels (frame, j, i), one byte or two each."""
    try:
        with QuietPydicom():
            pixels = dataset.pixel_array
    except NotImplementedError as error:
        raise UnsupportedFormatError(
            f"The pixels of {path.name!r} are packed in a transfer syntax that cannot be unpacked here. "
            'Install the codecs with: pip install "medseg[dicom]"'
        ) from error
    except (ValueError, AttributeError, RuntimeError, KeyError, TypeError) as error:
        raise ReadError(f"The pixels of {path.name!r} are damaged or not complete. Copy it again from its source.") from error
    return pixels.reshape((-1, *pixels.shape[-2:]))


def _frame(pixels: Voxels, group: "Dataset | None", shared: "Dataset | None", is_labelmap: bool) -> SegFrame:
    def value(sequence: str, keyword: str) -> Any:
        """From the frame's own description, else from that of all frames."""
        for place in (group, shared):
            found = items(place, sequence) if place is not None else []
            if found and found[0].get(keyword) is not None:
                return found[0].get(keyword)
        return None

    position = value("PlanePositionSequence", "ImagePositionPatient")
    orientation = value("PlaneOrientationSequence", "ImageOrientationPatient")
    spacing = value("PixelMeasuresSequence", "PixelSpacing")
    slice_mm = value("PixelMeasuresSequence", "SpacingBetweenSlices") or value("PixelMeasuresSequence", "SliceThickness")
    return SegFrame(
        segment=None if is_labelmap else int(value("SegmentIdentificationSequence", "ReferencedSegmentNumber")),
        pixels=pixels,
        position_lps=None if position is None else np.array(position, dtype=np.float64).reshape(3),
        directions_lps=None if orientation is None else np.array(orientation, dtype=np.float64).reshape(2, 3).T,
        spacing_ij=None if spacing is None else (float(spacing[1]), float(spacing[0])),
        slice_mm=abs(float(slice_mm)) if slice_mm else None,
    )
