"""What segmenting gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.records import MaskStatistics
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True, eq=False)
class SegmentOutcome:
    """Segments, and what was made along with them.

    Attributes:
        segmentation: The segments on the image's grid.
        masked: The image inside them; None where it was not asked for, or nothing is inside.
        statistics: Size and intensities of each segment; empty where they were not measured.
        extras: What a network gives beside its segments, by name: probabilities, from 0 to 1, and how unsure it is.
        notices: What had to be put right, and which way out was taken: a sentence each.
        measurements: Findings in numbers, as `medseg.segment.NetworkResult` has them.
        ownsVoxels: Whether nobody else uses the memory of the segments; that of a mask may be another node's.
    """

    segmentation: Segmentation
    masked: Volume | None = None
    statistics: tuple[MaskStatistics, ...] = ()
    extras: Mapping[str, Volume] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    measurements: Mapping[str, Any] = field(default_factory=dict)
    ownsVoxels: bool = True
