"""What came of one case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
        measurements: What a network's segments measure, as plain values: see `medseg.segment.network_measures`.
        maps: Where probabilities and uncertainty were written, by what they are.
        masked: For the method `mask` the image with everything outside the mask filled, perhaps cropped; else None.
    """

    volume: Volume
    segmentation: Segmentation
    statistics: tuple[MaskStatistics, ...]
    seconds: Mapping[str, float]
    path: Path | None = None
    masked: Volume | None = None
    measurements: Mapping[str, Any] = field(default_factory=dict)
    maps: Mapping[str, Path] = field(default_factory=dict)
