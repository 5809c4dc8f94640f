"""All choices of the panel in one place to import from."""

from MedSegModuleLib.ExistingSegments import ExistingSegments
from MedSegModuleLib.MaskSource import MaskSource
from MedSegModuleLib.Method import Method
from MedSegModuleLib.recordEnums import (
    AutoThresholdChoice,
    DenoiseChoice,
    MatchByChoice,
    NormaliseChoice,
    RegionChoice,
    SideChoice,
    SurfaceChoice,
)
from MedSegModuleLib.ThresholdSource import ThresholdSource

__all__ = [
    "AutoThresholdChoice",
    "DenoiseChoice",
    "ExistingSegments",
    "MaskSource",
    "MatchByChoice",
    "Method",
    "NormaliseChoice",
    "RegionChoice",
    "SideChoice",
    "SurfaceChoice",
    "ThresholdSource",
]
