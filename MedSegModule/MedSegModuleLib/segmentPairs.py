"""Which segment of a result is compared with which of a reference, before anything is measured."""

import numpy as np

from medseg.errors import SegmentError
from medseg.records import MatchBy

SEGMENT_COLUMN, PREDICTION_COLUMN = "segment", "prediction"


def plannedPairs(resultNode, referenceNode, match: MatchBy) -> dict[str, str]:
    """Pair segments by what they are called or coded, without looking at voxels.

    Args:
        resultNode: The segmentation to be scored.
        referenceNode: The segmentation that is held to be true.
        match: What makes a pair; by overlap nothing is known before voxels are compared.

    Returns:
        For each segment of the reference the name of its counterpart, empty where there is none or none is known yet.
    """
    reference = _withoutVoxels(referenceNode)
    pairs = {} if match is MatchBy.OVERLAP else _matched(_withoutVoxels(resultNode), reference, match)
    return {name: pairs.get(name, "") for name in reference.names}


def scoredPairs(tableNode) -> dict[str, str]:
    """The pairs that were scored, from the table of scores; its last row is the overall one."""
    table = tableNode.GetTable()
    names, counterparts = (table.GetColumnByName(column) for column in (SEGMENT_COLUMN, PREDICTION_COLUMN))
    return {names.GetValue(row): counterparts.GetValue(row) for row in range(table.GetNumberOfRows() - 1)}


def _matched(result, reference, match: MatchBy) -> dict[str, str]:
    from medseg.metrics import match_segments

    try:
        return match_segments(result, reference, match)
    except SegmentError:
        return {}


def _withoutVoxels(node):
    """The segments of a node with their names and codes, on a grid of one voxel."""
    from medseg.mrml.segmentation_nodes import unique_name
    from medseg.mrml.terminology import read_coding
    from medseg.volume import Geometry, Segment, Segmentation

    segmentation = node.GetSegmentation()
    places = []
    for number in range(segmentation.GetNumberOfSegments()):
        segment = segmentation.GetNthSegment(number)
        name = unique_name(segment.GetName() or segmentation.GetNthSegmentID(number), {place[0].name for place in places})
        places.append((Segment(name, segment.GetColor(), read_coding(segment)), 0, number + 1))
    return Segmentation.from_layers(Geometry((1, 1, 1), np.eye(4)), [np.zeros((1, 1, 1), np.uint8)], places)
