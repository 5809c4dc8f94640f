"""What a segmentation node held, without a copy of its voxels."""

from collections.abc import Collection
from typing import Any

import slicer

from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE

LABELMAP = "Binary labelmap"
SURFACE = "Closed surface"


class SegmentsBackup:
    """Remembers the segments that are about to be replaced, and which others there are.

    Segment gives a replaced segment other voxels and leaves the old ones alone: holding on to them is enough. Slicer's own
    `vtkSegmentationHistory` copies all voxels, which takes longer than thresholding them. What the user does to other segments
    afterwards stays when this is taken back.
    """

    def __init__(self, node: Any, replaced: Collection[str]) -> None:
        """Hold on to what is about to be replaced.

        Args:
            node: The segmentation node.
            replaced: Names of the segments that get other voxels.
        """
        self._node = node
        self._segmentation = node.GetSegmentation()
        self._identifiers = set(_identifiers(self._segmentation))
        self._provenance = node.GetAttribute(PROVENANCE_ATTRIBUTE)
        named = {one: self._segmentation.GetSegment(one).GetName() for one in self._identifiers}
        self._old = {one: _held(self._segmentation, one) for one, name in named.items() if name in replaced}

    @property
    def isPossible(self) -> bool:
        """Whether the node is still there, with the segmentation that it had."""
        return self._node.GetScene() is not None and self._node.GetSegmentation() is self._segmentation

    def restore(self) -> None:
        """Bring the old voxels back, and remove the segments that were added since."""
        self._segmentation.RemoveRepresentation(SURFACE)  # else each surface is made again at every change
        for identifier in set(_identifiers(self._segmentation)) - self._identifiers:
            self._segmentation.RemoveSegment(identifier)
        for identifier, old in self._old.items():
            segment = self._segmentation.GetSegment(identifier)
            if segment is None:
                self._segmentation.AddSegment(old, identifier)
            else:
                segment.DeepCopyMetadata(old)
                segment.AddRepresentation(LABELMAP, old.GetRepresentation(LABELMAP))
        self._node.SetAttribute(PROVENANCE_ATTRIBUTE, self._provenance)


def _identifiers(segmentation: Any) -> list[str]:
    return [segmentation.GetNthSegmentID(number) for number in range(segmentation.GetNumberOfSegments())]


def _held(segmentation: Any, identifier: str) -> Any:
    """A segment that shares the voxels of this one, taken out of a layer that others share."""
    segmentation.SeparateSegmentLabelmap(identifier)
    segment = segmentation.GetSegment(identifier)
    held = slicer.vtkSegment()
    held.DeepCopyMetadata(segment)
    held.AddRepresentation(LABELMAP, segment.GetRepresentation(LABELMAP))
    return held
