"""One case from image to result: what the command line, the panel and a cohort all do with it."""

from medseg.pipeline.case import segment_case
from medseg.pipeline.compare import compare_case
from medseg.pipeline.compare_request import CompareRequest
from medseg.pipeline.compare_result import CompareResult
from medseg.pipeline.comparison import evaluate_case
from medseg.pipeline.demo import run_demo
from medseg.pipeline.demo_result import DemoResult
from medseg.pipeline.involvement import involve_case
from medseg.pipeline.involvement_request import InvolvementRequest
from medseg.pipeline.involvement_result import InvolvementResult
from medseg.pipeline.join import join
from medseg.pipeline.method import Method
from medseg.pipeline.method_run import MethodRun
from medseg.pipeline.notice import Notice, ignore_notice
from medseg.pipeline.probabilities import score_probabilities
from medseg.pipeline.probability_scores import ProbabilityScores
from medseg.pipeline.reading import read_image
from medseg.pipeline.request import CaseRequest
from medseg.pipeline.result import CaseResult
from medseg.pipeline.run_method import run_method

__all__ = [
    "CaseRequest",
    "CaseResult",
    "CompareRequest",
    "CompareResult",
    "DemoResult",
    "InvolvementRequest",
    "InvolvementResult",
    "Method",
    "MethodRun",
    "Notice",
    "ProbabilityScores",
    "compare_case",
    "evaluate_case",
    "ignore_notice",
    "involve_case",
    "join",
    "read_image",
    "run_demo",
    "run_method",
    "score_probabilities",
    "segment_case",
]
