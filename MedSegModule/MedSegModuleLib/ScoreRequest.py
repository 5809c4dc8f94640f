"""What is to be scored, and how."""

from dataclasses import dataclass, field

from medseg.records import EvaluationParameters
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoreRequest:
    """A segmentation to be scored.

    Attributes:
        prediction: The segmentation.
        reference: What is held to be true.
        image: The image that they belong to; None where it lies on another grid.
        parameters: How it is scored.
    """

    prediction: Segmentation
    reference: Segmentation
    image: Volume | None = None
    parameters: EvaluationParameters = field(default_factory=EvaluationParameters)
