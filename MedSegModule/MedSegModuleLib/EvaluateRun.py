"""Running of evaluate."""

from MedSegModuleLib.Run import Run


class EvaluateRun(Run):
    """Work in progress."""
