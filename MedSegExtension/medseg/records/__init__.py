"""Parameters of every operation and the records of what it found: dataclasses, one an operation.

A parameter's name, unit, default and range stand here once. The command line, the panel's parameter node and the browser's
state are made from these classes: the words come from the docstring, the ranges from `Limits`.
"""

from medseg.records.bone import BoneParameters
from medseg.records.cleanup import CleanupParameters
from medseg.records.evaluation import EvaluationParameters, MatchBy, Region, SurfaceDefinition
from medseg.records.limits import Limits, check_limits
from medseg.records.lungs import LungsParameters
from medseg.records.mask import MaskParameters
from medseg.records.phantom import PhantomParameters
from medseg.records.preprocess import Denoise, Normalise, PreprocessParameters
from medseg.records.progress import Progress, ignore_progress
from medseg.records.provenance import describe_run
from medseg.records.read import ReadParameters
from medseg.records.render import Plane, RenderParameters
from medseg.records.scores import Evaluation, SegmentScores
from medseg.records.statistics import MaskStatistics
from medseg.records.threshold import AutoThreshold, Side, ThresholdParameters

__all__ = [
    "AutoThreshold",
    "BoneParameters",
    "CleanupParameters",
    "Denoise",
    "Evaluation",
    "EvaluationParameters",
    "Limits",
    "LungsParameters",
    "MaskParameters",
    "MaskStatistics",
    "MatchBy",
    "Normalise",
    "PhantomParameters",
    "Plane",
    "PreprocessParameters",
    "Progress",
    "ReadParameters",
    "Region",
    "RenderParameters",
    "SegmentScores",
    "Side",
    "SurfaceDefinition",
    "ThresholdParameters",
    "check_limits",
    "describe_run",
    "ignore_progress",
]
