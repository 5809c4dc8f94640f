"""How large the segments of a node are."""

import math

import numpy as np
import slicer
from slicer.i18n import tr as _

from MedSegModuleLib.words import volumeWords


def segmentSizes(segmentationNode, volumeNode) -> dict[str, str]:
    """Size of each segment in words, by name, in the node's order.

    `12.4 ml`; of a single slice, which has no volume, `37.0 % of the image`.
    Voxels are counted where Slicer keeps them, cropped, so that nothing is copied. A parent transform is not applied.

    Args:
        segmentationNode: Segments that are kept as voxels.
        volumeNode: The image that was segmented.
    """
    segmentation = segmentationNode.GetSegmentation()
    identifiers = [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]
    size = volumeNode.GetImageData().GetDimensions()
    imageMl = math.prod(size) * math.prod(volumeNode.GetSpacing()) / 1000.0
    wholeMl = imageMl if min(size) == 1 else None
    return {segmentation.GetSegment(name).GetName(): _words(_volumeMl(segmentationNode, name), wholeMl) for name in identifiers}


def _words(volumeMl: float, wholeMl: float | None) -> str:
    if wholeMl is None:
        return volumeWords(volumeMl)
    return _("{percent:.1f} % of the image").format(percent=100.0 * volumeMl / wholeMl)


def _volumeMl(segmentationNode, identifier: str) -> float:
    segment = segmentationNode.GetSegmentation().GetSegment(identifier)
    image = segmentationNode.GetBinaryLabelmapInternalRepresentation(identifier)
    if image is None or image.IsEmpty():
        return 0.0
    labels = slicer.util.arrayFromSegmentInternalBinaryLabelmap(segmentationNode, identifier)
    return np.count_nonzero(labels == segment.GetLabelValue()) * math.prod(image.GetSpacing()) / 1000.0
