"""How large the segments of a node are."""

import math

import numpy as np
import slicer


def segmentVolumesMl(segmentationNode) -> dict[str, float]:
    """Volume of each segment in millilitres, by name, in the node's order.

    Voxels are counted where Slicer keeps them, cropped, so that nothing is copied. A parent transform is not applied.

    Args:
        segmentationNode: Segments that are kept as voxels.
    """
    segmentation = segmentationNode.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    return {segmentation.GetSegment(name).GetName(): _volumeMl(segmentationNode, name) for name in identifiers}


def _volumeMl(segmentationNode, identifier: str) -> float:
    segment = segmentationNode.GetSegmentation().GetSegment(identifier)
    image = segmentationNode.GetBinaryLabelmapInternalRepresentation(identifier)
    if image is None or image.IsEmpty():
        return 0.0
    labels = slicer.util.arrayFromSegmentInternalBinaryLabelmap(segmentationNode, identifier)
    return np.count_nonzero(labels == segment.GetLabelValue()) * math.prod(image.GetSpacing()) / 1000.0
