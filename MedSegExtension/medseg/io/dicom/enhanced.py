"""The frames of multi-frame files: what they share and what each has of its own."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import ReadError, UnsupportedFormatError
from medseg.io.dicom.files import HEADER_ERRORS, read_dataset
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.marks import MARKS
from medseg.io.dicom.plane import Plane, to_orientation
from medseg.io.dicom.quiet_pydicom import QuietPydicom
from medseg.io.dicom.scale import Scale
from medseg.io.dicom.tag import Tag
from medseg.types import Triple

if TYPE_CHECKING:
    from pydicom import Dataset


def without_positions(frames: int) -> UnsupportedFormatError:
    """A file with frames of which it does not say where they lie."""
    return UnsupportedFormatError(
        f"Expected a position for each of its {frames} frames, got none: it is a film loop or a set of pictures, not a volume. "
        "Export the frame that you want as an image of its own."
    )


def enhanced_frames(first: Frame) -> tuple[Frame, ...]:
    """Describe the frames of a file with functional groups (DICOM PS3.3 C.7.6.16).

    Args:
        first: The file's first frame, as far as it is described outside of the groups.

    Raises:
        ReadError: Fewer descriptions than frames, or something else than numbers in them.
        GeometryError: Rows and columns that lead nowhere or the same way.
        UnsupportedFormatError: Several frames without positions.
    """
    dataset = read_dataset(first.path, (Tag.SHARED_GROUPS, Tag.PER_FRAME_GROUPS))
    try:
        with QuietPydicom():
            return _frames(first, dataset)
    except (*HEADER_ERRORS, IndexError) as error:
        raise ReadError("Its functional groups are damaged. Export the image anew.") from error


def _frames(first: Frame, dataset: "Dataset") -> tuple[Frame, ...]:
    shared = _only(dataset.get("SharedFunctionalGroupsSequence"))
    each = list(dataset.get("PerFrameFunctionalGroupsSequence") or [])
    count = first.format.frames
    if len(each) < count and (each or count > 1):
        raise ReadError(f"Expected {count} descriptions of frames, got {len(each)}. Export the image anew.")
    frames = tuple(_frame(first, n, shared, each[n] if each else None) for n in range(count))
    if count > 1 and not all(frame.is_placed for frame in frames):
        raise without_positions(count)
    return frames


def _frame(first: Frame, index: int, shared: "Dataset | None", own: "Dataset | None") -> Frame:
    def value(group: str, keyword: str) -> object:
        """What the frame itself says, else what all share, else None."""
        for groups in (own, shared):
            item = _only(groups.get(group)) if groups is not None else None
            if item is not None and item.get(keyword) not in (None, ""):
                return item.get(keyword)
        return None

    marks = [str(_or_empty(value(mark.group, mark.keyword))) if mark.group else "" for mark in MARKS]
    return replace(
        first,
        index=index,
        plane=_plane(value("PlaneOrientationSequence", "ImageOrientationPatient"),
                     value("PixelMeasuresSequence", "PixelSpacing"),
                     value("PixelMeasuresSequence", "SliceThickness"), first.plane),
        position=_position(value("PlanePositionSequence", "ImagePositionPatient")) or _alone(first),
        scale=_scale(value("PixelValueTransformationSequence", "RescaleSlope"),
                     value("PixelValueTransformationSequence", "RescaleIntercept"), first.scale),
        stack=str(_or_empty(value("FrameContentSequence", "StackID"))),
        marks=tuple(marks),
    )  # fmt: skip


def _only(sequence: object) -> "Dataset | None":
    """The first item of a sequence; None where it is missing or empty."""
    return sequence[0] if sequence else None  # type: ignore[index]


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _numbers(value: object, count: int) -> tuple[float, ...] | None:
    """A value of so many finite numbers; None where there is none."""
    if value is None:
        return None
    numbers = np.atleast_1d(np.asarray(value, dtype=np.float64))
    if numbers.shape != (count,) or not np.isfinite(numbers).all():
        raise ValueError(f"expected {count} numbers, got {numbers.shape}")
    return tuple(numbers.tolist())


def _position(value: object) -> Triple | None:
    numbers = _numbers(value, 3)
    return None if numbers is None else (numbers[0], numbers[1], numbers[2])


def _alone(first: Frame) -> Triple | None:
    """The position outside of the groups, which can only be that of a single frame."""
    return first.position if first.format.frames == 1 else None


def _plane(orientation: object, spacing: object, thickness: object, outside: Plane) -> Plane:
    """What the groups say; where they say nothing, what the file says outside of them."""
    directions = to_orientation(_numbers(orientation, 6)) or outside.orientation
    spacing_ji, thick = _numbers(spacing, 2), _numbers(thickness, 1)
    thickness_mm = thick[0] if thick and thick[0] > 0 else outside.thickness_mm
    if spacing_ji is None or min(spacing_ji) <= 0:
        return replace(outside, orientation=directions, thickness_mm=thickness_mm)
    return Plane(directions, (spacing_ji[1], spacing_ji[0]), False, thickness_mm)


def _scale(slope: object, intercept: object, outside: Scale) -> Scale:
    numbers = _numbers(slope, 1), _numbers(intercept, 1)
    if numbers[0] is None:
        return outside
    return Scale(numbers[0][0] or 1.0, numbers[1][0] if numbers[1] else 0.0, True)
