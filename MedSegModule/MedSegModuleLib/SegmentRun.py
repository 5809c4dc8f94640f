"""Segmenting, from the click to the node."""

from MedSegModuleLib.Run import Run


class SegmentRun(Run):
    """Segments being made; its result is the segmentation node. Slice views show it before its surfaces are made."""
