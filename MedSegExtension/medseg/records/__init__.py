"""Parameters of every operation and the records of what it found: dataclasses, one an operation.

A parameter's name, unit, default and range stand here once. The command line, the panel's parameter node and the browser's
state are made from these classes: the words come from the docstring, the ranges from `Limits`.
"""

from medseg.records.bone import BoneParameters
from medseg.records.case_row import CaseRow
from medseg.records.cleanup import CleanupParameters
from medseg.records.compared_method import ComparedMethod
from medseg.records.compared_methods import ComparedMethods
from medseg.records.comparison import Comparison
from medseg.records.evaluation import EvaluationParameters, MatchBy, Region, SurfaceDefinition
from medseg.records.hu_histogram import HuHistogram
from medseg.records.install import InstallParameters
from medseg.records.involvement import Involvement, LungRegion
from medseg.records.involvement_map import InvolvementMap, MapView
from medseg.records.involvement_measures import INVOLVEMENT_MEASURES
from medseg.records.involvement_row import InvolvementRow
from medseg.records.limits import Limits, check_limits
from medseg.records.lung_level import LungAxis, LungLevel
from medseg.records.lungs import LungsParameters
from medseg.records.mask import MaskParameters
from medseg.records.measure import Measure
from medseg.records.method_kind import MethodKind
from medseg.records.method_outcome import MethodOutcome, OutcomeStatus
from medseg.records.method_spec import MethodSpec
from medseg.records.network import Backend, NetworkMethod, NetworkParameters, Uncertainty
from medseg.records.phantom import PhantomParameters
from medseg.records.plot import Plot
from medseg.records.plot_line import PlotLine
from medseg.records.preprocess import Denoise, Normalise, PreprocessParameters
from medseg.records.progress import Progress, ignore_progress
from medseg.records.provenance import describe_run
from medseg.records.read import ReadParameters
from medseg.records.render import Plane, RenderParameters
from medseg.records.scores import Evaluation, SegmentScores
from medseg.records.statistics import MaskStatistics
from medseg.records.threshold import AutoThreshold, Side, ThresholdParameters
from medseg.records.training import TrainingParameters
from medseg.records.training_augment import AugmentParameters
from medseg.records.training_data import DataParameters, DataRole
from medseg.records.training_loop import LoopParameters, Precision, TrainingCache, TrainingLoss
from medseg.records.training_run import TrainingRun
from medseg.records.training_split import SplitParameters

__all__ = [
    "INVOLVEMENT_MEASURES",
    "AugmentParameters",
    "AutoThreshold",
    "Backend",
    "BoneParameters",
    "CaseRow",
    "CleanupParameters",
    "ComparedMethod",
    "ComparedMethods",
    "Comparison",
    "DataParameters",
    "DataRole",
    "Denoise",
    "Evaluation",
    "EvaluationParameters",
    "HuHistogram",
    "InstallParameters",
    "Involvement",
    "InvolvementMap",
    "InvolvementRow",
    "Limits",
    "LoopParameters",
    "LungAxis",
    "LungLevel",
    "LungRegion",
    "LungsParameters",
    "MapView",
    "MaskParameters",
    "MaskStatistics",
    "MatchBy",
    "Measure",
    "MethodKind",
    "MethodOutcome",
    "MethodSpec",
    "NetworkMethod",
    "NetworkParameters",
    "Normalise",
    "OutcomeStatus",
    "PhantomParameters",
    "Plane",
    "Plot",
    "PlotLine",
    "Precision",
    "PreprocessParameters",
    "Progress",
    "ReadParameters",
    "Region",
    "RenderParameters",
    "SegmentScores",
    "Side",
    "SplitParameters",
    "SurfaceDefinition",
    "ThresholdParameters",
    "TrainingCache",
    "TrainingLoss",
    "TrainingParameters",
    "TrainingRun",
    "Uncertainty",
    "check_limits",
    "describe_run",
    "ignore_progress",
]
