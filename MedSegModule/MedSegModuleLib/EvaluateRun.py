"""Scoring, from the click to the table."""

from MedSegModuleLib.Run import Run


class EvaluateRun(Run):
    """A segmentation being scored against its reference; its result is the table node."""
