"""Running of segment."""

from MedSegModuleLib.Run import Run


class SegmentRun(Run):
    """Work in progress."""
