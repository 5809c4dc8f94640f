"""What came of one case."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medseg.records import MaskStatistics
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """A segmented case.

    Attributes:
        volume: The image as it was read.
        segmentation: Its segments, on the image's grid, with their provenance.
        statistics: Size of each segment and the intensities in it.
        seconds: What reading, segmenting and writing took.
        path: Where the segmentation was written, or None.
        masked: For the method `mask` the image with everything outside the mask filled, perhaps cropped; else None.
    """

    volume: Volume
    segmentation: Segmentation
    statistics: tuple[MaskStatistics, ...]
    seconds: Mapping[str, float]
    path: Path | None = None
    masked: Volume | None = None
