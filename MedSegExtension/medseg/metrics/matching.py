"""Which predicted segment is meant to be which of the reference."""

from collections.abc import Callable

import numpy as np

from medseg.errors import GeometryMismatchError, SegmentError
from medseg.filters.crop import Box
from medseg.metrics.label_layers import LabelLayers, box_around
from medseg.metrics.overlap import count_joint
from medseg.records import MatchBy
from medseg.types import Floats
from medseg.volume import Segment, Segmentation


def match_segments(prediction: Segmentation, reference: Segmentation, by: MatchBy = MatchBy.NAME) -> dict[str, str]:
    """Pair each segment of a reference with at most one of a prediction, and the other way round.

    - `name`: the same name; of what is left, the same name but for upper and lower case.
    - `code`: the same type and type modifier; of several the one of the same name, else the first.
    - `overlap`: so that the sum of Dice over all pairs is largest; segments that do not touch are no pair.

    By name and by overlap, two segmentations of one segment each are a pair whatever the names: plain labelmaps have none.

    Args:
        prediction: The segments to be scored.
        reference: The segments that are held to be true.
        by: What makes a pair.

    Returns:
        Name of the predicted segment for each reference segment that has one, in the reference's order.

    Raises:
        SegmentError: Both have segments, but by name or code none fits another.
        GeometryMismatchError: By overlap, and the grids differ.
    """
    by = MatchBy(by)
    if not prediction.segments or not reference.segments:
        return {}
    if by is not MatchBy.CODE and len(prediction.segments) == len(reference.segments) == 1:
        return {reference.names[0]: prediction.names[0]}
    if by is MatchBy.OVERLAP:
        pairs = _by_overlap(prediction, reference)
    else:
        tests = (_same_name, _same_but_for_case) if by is MatchBy.NAME else (_same_code_and_name, _same_code)
        pairs = _by_tests(prediction, reference, tests)
        _require_any(pairs, prediction, reference, by)
    return {name: pairs[name] for name in reference.names if name in pairs}


def _by_tests(
    prediction: Segmentation, reference: Segmentation, tests: tuple[Callable[[Segment, Segment], bool], ...]
) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for fits in tests:
        for segment in reference.segments:
            free = [other for other in prediction.segments if other.name not in pairs.values() and fits(segment, other)]
            if segment.name not in pairs and free:
                pairs[segment.name] = free[0].name
    return pairs


def _by_overlap(prediction: Segmentation, reference: Segmentation) -> dict[str, str]:
    from scipy.optimize import linear_sum_assignment

    if not prediction.geometry.matches(reference.geometry):
        raise GeometryMismatchError("Expected one grid to pair segments by their overlap, got two: resample the prediction.")
    dice = _dice_table(LabelLayers(prediction), LabelLayers(reference))
    rows, columns = linear_sum_assignment(dice, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {reference.names[column]: prediction.names[row] for row, column in pairs if dice[row, column] > 0}


def _dice_table(prediction: LabelLayers, reference: LabelLayers) -> Floats:
    """Dice of each predicted segment (rows) with each of the reference (columns), in the order of `places`."""
    sizes = [_voxel_counts(layers) for layers in (prediction, reference)]
    boxes = [[box_around(layer) for layer in layers.maps] for layers in (prediction, reference)]
    shared = np.zeros((len(prediction.places), len(reference.places)))
    for first, layer in enumerate(prediction.maps):
        for second, other in enumerate(reference.maps):
            box = _intersection(boxes[0][first], boxes[1][second])
            if box is not None:
                counts = count_joint(layer[box], other[box])[1]
                _put(shared, counts.astype(np.float64), _labels_in(prediction, first), _labels_in(reference, second))
    total = sizes[0][:, None] + sizes[1][None, :]
    return np.asarray(2 * shared / np.maximum(total, 1))


def _put(table: Floats, counts: Floats, rows: dict[int, int], columns: dict[int, int]) -> None:
    """Copy counts of labels to the places of their segments; labels that do not occur are not counted."""
    for row, label in rows.items():
        for column, other in columns.items():
            if label < counts.shape[0] and other < counts.shape[1]:
                table[row, column] = counts[label, other]


def _labels_in(layers: LabelLayers, number: int) -> dict[int, int]:
    """Label of each segment of a layer, by the segment's place in the order of all."""
    return {place: label for place, (where, label) in enumerate(layers.places.values()) if where == number}


def _voxel_counts(layers: LabelLayers) -> Floats:
    counts = [count_joint(layer, layer)[1].diagonal() for layer in layers.maps]
    return np.array([counts[n][label] if label < counts[n].size else 0 for n, label in layers.places.values()], dtype=np.float64)


def _intersection(first: Box | None, second: Box | None) -> Box | None:
    if first is None or second is None:
        return None
    k, j, i = (slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(first, second, strict=True))
    return (k, j, i) if all(part.start < part.stop for part in (k, j, i)) else None


def _same_name(segment: Segment, other: Segment) -> bool:
    return segment.name == other.name


def _same_but_for_case(segment: Segment, other: Segment) -> bool:
    return segment.name.strip().casefold() == other.name.strip().casefold()


def _same_code(segment: Segment, other: Segment) -> bool:
    return segment.coding is not None and other.coding is not None and segment.coding.is_same_concept(other.coding)


def _same_code_and_name(segment: Segment, other: Segment) -> bool:
    return _same_code(segment, other) and _same_but_for_case(segment, other)


def _require_any(pairs: dict[str, str], prediction: Segmentation, reference: Segmentation, by: MatchBy) -> None:
    if not pairs:
        raise SegmentError(
            f"Expected at least one pair of segments of the same {by.value}, got none: the prediction has "
            f"{', '.join(map(repr, prediction.names))}, the reference {', '.join(map(repr, reference.names))}. "
            "Rename segments, or pair them by their overlap (match: overlap)."
        )
