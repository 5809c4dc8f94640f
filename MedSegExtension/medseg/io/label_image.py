"""Masks and labelmaps in image files made into segmentations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from medseg.errors import SegmentError
from medseg.io.colors import segment_color
from medseg.io.raw_image import RawImage
from medseg.io.to_volume import compact, placed, require_finite
from medseg.records.read import ReadParameters
from medseg.types import Labels, Mask, Triple, Voxels
from medseg.volume import Segment, Segmentation

MAX_LABELS = 4096
GREY_MAXIMUM = 128  # labels seldom reach it, grey masks of 8 bits do
GREY_SPREAD = 4  # different values beside black and white that a grey mask has
# How many voxels may be neither black nor white, which lie in thin layers at edges. Of the masks in the test data 95% stay
# below these, of the intensity images none does.
EDGE_WIDTH = 4.0  # for each face of an edge
MAX_BETWEEN = 0.1  # of all voxels
MAX_BETWEEN_PER_BRIGHT = 2.0  # for each white voxel
MANY_LABELS = 16
MODE_WIDTH = 0.15  # of white: how far ringing goes
FLAT_SHARE = 0.5  # of voxels that equal their neighbour: labels lie in flat patches, ringing and intensities do not


def to_segmentation(raw: RawImage, parameters: ReadParameters) -> Segmentation:
    """Make segments of an image that holds a mask or labels.

    What it holds is told by its values:
    - fractions from 0 to 1 are probabilities: foreground is above 0.5;
    - values that crowd near black and white, with others only in between at edges (a mask of 0 and 255 that was resampled or
      saved as JPEG), are a grey mask: foreground is above half of white, white being 255 for 8 bits, else
      the median of the upper half;
    - other whole numbers are labels: each positive one is a segment, named by the file where it has names, else
      `Segment_n`; one value alone that is 1 or the largest of its type is a mask, `Segment_1`.
    An image of nothing but zeros is a mask with an empty segment.

    Raises:
        SegmentError: The values are those of an intensity image.
        ReadError: Values that are no finite numbers.
        StrictReadError: Sheared axes under strict reading.
        GeometryError: A spacing or axes that cannot be.
    """
    array = compact(raw.array if raw.palette is None else raw.palette)
    require_finite(array)
    labels = labels_of(array)
    labels, geometry, findings = placed(replace(raw, array=labels), parameters.strict, 0, labels=True)
    segments = _segments(present_labels(labels), raw.label_names)
    provenance = {"findings": [{"code": finding.code, "message": finding.message} for finding in findings]} if findings else {}
    return Segmentation.from_labelmap(geometry, labels, segments, provenance=provenance)


def labels_of(array: Voxels) -> Labels:
    """Turn the values of a mask or label image into labels; see `to_segmentation`.

    Args:
        array: Finite values (k, j, i).

    Returns:
        Labels of an unsigned type; a mask has 1.

    Raises:
        SegmentError: The values are those of an intensity image.
    """
    if array.dtype.kind == "f":
        if not _is_whole(array):
            return _cut(array, _fraction_threshold(array)).view(np.uint8)
        array = _as_integers(array)
    present = present_labels(array)
    threshold = _grey_threshold(array, present)
    if threshold is not None:
        return _cut(array, threshold).view(np.uint8)
    _require_labels(array, present)
    return _unsigned(array, present)


def _is_whole(array: Voxels) -> bool:
    return all(np.array_equal(plane, np.rint(plane)) for plane in array) and bool(np.abs(array).max() < 2**31)


def _as_integers(array: Voxels) -> Voxels:
    return array.astype(np.int16 if np.abs(array).max() < 2**15 else np.int32)


def _fraction_threshold(array: Voxels) -> float:
    """Where to cut an image of fractions."""
    if array.min() >= 0 and array.max() <= 1:
        return 0.5
    threshold = _grey_threshold(array)
    if threshold is None:
        raise SegmentError(
            "Expected a mask, labels or probabilities from 0 to 1, got fractions of another range, as an intensity image has."
        )
    return threshold


def _cut(array: Voxels, threshold: float) -> Mask:
    return np.greater(array, threshold)


def _grey_threshold(array: Voxels, present: Sequence[int] = ()) -> float | None:
    """Half of white where the values are those of a grey mask; else None. Whole numbers come with those that are present."""
    top = float(np.max(array))
    if top <= 0 or (array.dtype.kind != "f" and top < GREY_MAXIMUM):
        return None
    white = 255.0 if array.dtype == np.uint8 else float(np.median(array[array > top / 2]))
    between = (np.abs(array) > MODE_WIDTH * white) & (array < (1 - MODE_WIDTH) * white)
    count, bright = np.count_nonzero(between), np.count_nonzero(array >= (1 - MODE_WIDTH) * white)
    if count > min(EDGE_WIDTH * _edge_faces(array > white / 2), MAX_BETWEEN * array.size, MAX_BETWEEN_PER_BRIGHT * bright):
        return None
    return white / 2 if array.dtype.kind == "f" or _is_rough(array, present, GREY_SPREAD) else None


def _is_rough(array: Voxels, present: Sequence[int], many: int) -> bool:
    """Whether there are many values, and those above 0 and below the highest change from voxel to voxel."""
    if len(present) <= many:
        return False
    inner = np.greater(array, 0) & np.less(array, np.max(array))  # black and white are flat in pictures too
    return _flat_share(array, inner) < FLAT_SHARE


def _edge_faces(mask: Mask) -> int:
    """How many pairs of neighbours a mask's surface divides."""
    return sum(int(np.count_nonzero(np.diff(mask, axis=axis))) for axis in range(3))


def _flat_share(array: Voxels, where: Mask) -> float:
    """Share of these voxels that equal the next one along their row; 0 where there are none."""
    counted = where[:, :, :-1]
    equal = counted & (array[:, :, :-1] == array[:, :, 1:])
    return int(np.count_nonzero(equal)) / max(1, int(np.count_nonzero(counted)))


def _require_labels(array: Voxels, present: Sequence[int]) -> None:
    """Refuse whole numbers that are no labels."""
    if array.min() < 0:
        raise SegmentError(f"Expected labels of 0 and above, got {int(array.min())}, as an intensity image has.")
    count = len(present)
    if count > MAX_LABELS or _is_rough(array, present, MANY_LABELS):
        raise SegmentError(
            f"Expected a mask or labels, got {count} different values that change from voxel to voxel, as an intensity image has."
        )


def present_labels(array: Voxels) -> list[int]:
    """The positive values of a whole-number image, sorted."""
    low, high = int(np.min(array)), int(np.max(array))
    if low < 0 or high >= 2**16:
        return [int(value) for value in np.unique(array) if value > 0]
    counts = np.zeros(high + 1, dtype=np.int64)
    for plane in array:
        counts += np.bincount(plane.ravel(), minlength=high + 1)
    return [int(value) for value in np.flatnonzero(counts) if value > 0]


def _unsigned(array: Voxels, present: Sequence[int]) -> Labels:
    """The labels in the smallest unsigned type; a mask with the value 255 and the like gets 1."""
    if len(present) == 1 and present[0] in (255, 65535, np.iinfo(array.dtype).max):
        return np.not_equal(array, 0).view(np.uint8)
    return array.astype(np.min_scalar_type(max(present, default=1)), copy=False)


def _segments(present: list[int], names: Mapping[int, tuple[str, Triple | None]]) -> dict[int, Segment]:
    segments: dict[int, Segment] = {}
    taken: set[str] = set()
    for number, label in enumerate(present or [1]):
        name, color = names.get(label, ("", None))
        name = unique_name(name or f"Segment_{label}", taken)
        segments[label] = Segment(name, color or segment_color(number))
    return segments


def unique_name(name: str, taken: set[str]) -> str:
    """A name that is not taken yet, with a number added where it must be; it is taken from now on."""
    name = name.strip() or "Segment"
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    taken.add(found)
    return found
