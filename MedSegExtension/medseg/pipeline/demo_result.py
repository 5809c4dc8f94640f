"""What the demonstration made."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medseg.records import Evaluation, MaskStatistics
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True)
class DemoResult:
    """A chest CT, segmented and measured; where its truth is known, scored.

    Attributes:
        volume: The image as it was read.
        segmentation: Its segments.
        statistics: Size of each segment and the intensities in it.
        scores: Against the truth, for the phantom; None for an image of the user's.
        seconds: What each step took.
        files: What was written, by what it is.
    """

    volume: Volume
    segmentation: Segmentation
    statistics: tuple[MaskStatistics, ...]
    scores: Evaluation | None
    seconds: Mapping[str, float]
    files: Mapping[str, Path]
