"""What is to be compared."""

from dataclasses import dataclass
from typing import Any

from medseg.records import EvaluationParameters
from medseg.volume import Segmentation, Volume
from MedSegModuleLib.Comparing.CompareMethod import CompareMethod


@dataclass(frozen=True, kw_only=True, eq=False)
class CompareOrder:
    """What is to be compared, taken from the scene.

    Attributes:
        image: The image's node.
        volume: The image.
        referenceNode: The node of the segmentation that is held to be true.
        reference: The same as it is scored against: its segments joined where that was asked for.
        methods: In the order in which they run and are shown.
        scoring: How segments are paired and what is measured.
        together: Whether the segments of each method are joined before they are scored.
        plots: Whether curves are measured, too.
    """

    image: Any
    volume: Volume
    referenceNode: Any
    reference: Segmentation
    methods: tuple[CompareMethod, ...]
    scoring: EvaluationParameters
    together: bool
    plots: bool
