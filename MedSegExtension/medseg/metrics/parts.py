"""Several predicted segments that are parts of the one segment of a reference."""

import numpy as np

from medseg.errors import SegmentError
from medseg.metrics.matching import match_segments
from medseg.records import EvaluationParameters, MatchBy
from medseg.types import Mask
from medseg.volume import Segment, Segmentation

LEAST_INSIDE = 0.5  # of a part's voxels


Paired = tuple[Segmentation, Segmentation, dict[str, str]]


def pair_segments(prediction: Segmentation, reference: Segmentation, parameters: EvaluationParameters) -> Paired:
    """Pair segments as `match_segments` does, but score parts together where the reference does not part them.

    A right and a left lung against one mask of both lungs: where the reference holds one segment, and by name or overlap none
    of the prediction has its name, all predicted segments that lie in it with at least half of their voxels are joined.

    Args:
        prediction: The segments to be scored, on the reference's grid.
        reference: The segments that are held to be true.
        parameters: What makes a pair, and whether segments of the reference without one count.

    Returns:
        The prediction, its parts joined where there are any; the reference, without what does not count; and the name of the
        predicted segment for each reference segment.

    Raises:
        SegmentError: As for `match_segments`; or only pairs count and there are none.
    """
    parts = _parts(prediction, reference, parameters.match)
    if len(parts) > 1:
        joined, name = _joined(prediction, parts)
        return joined, reference, {reference.names[0]: name}
    pairs = match_segments(prediction, reference, parameters.match)
    if not parameters.matched_only or not reference.names:
        return prediction, reference, pairs
    if not pairs:
        raise SegmentError("Expected segments that both have, got none: score all of the reference's, or match them otherwise.")
    return prediction, reference.selected(list(pairs)), pairs


def _joined(prediction: Segmentation, parts: list[str]) -> tuple[Segmentation, str]:
    """The prediction with its parts as one segment, and the name of that."""
    whole = Segment(" + ".join(parts), prediction.segment(parts[0]).color)
    rest = [name for name in prediction.names if name not in parts]
    places = [(prediction.segment(name), *prediction.place(name)) for name in rest]
    layers = [*prediction.layers, prediction.selected(parts).union().view(np.uint8)]
    joined = Segmentation.from_layers(
        prediction.geometry, layers, [*places, (whole, len(layers) - 1, 1)], prediction.name, prediction.provenance
    )
    return joined, whole.name


def _parts(prediction: Segmentation, reference: Segmentation, by: MatchBy) -> list[str]:
    """The predicted segments that lie in the one segment of the reference; none where it has several, or one of them its name."""
    names = [name.strip().casefold() for name in prediction.names]
    if len(reference.segments) != 1 or len(names) < 2 or by is MatchBy.CODE or reference.names[0].strip().casefold() in names:
        return []
    inside = reference.mask(reference.names[0])
    return [name for name in prediction.names if _lies_in(prediction, name, inside)]


def _lies_in(prediction: Segmentation, name: str, inside: Mask) -> bool:
    mask = prediction.mask(name)
    voxels = np.count_nonzero(mask)
    return bool(voxels and np.count_nonzero(mask & inside) >= LEAST_INSIDE * voxels)
