"""What segmenting gave."""

from dataclasses import dataclass

from medseg.records import MaskStatistics
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True, eq=False)
class SegmentOutcome:
    """Segments, and what was made along with them.

    Attributes:
        segmentation: The segments on the image's grid.
        masked: The image inside them; None where it was not asked for, or nothing is inside.
        statistics: Size and intensities of each segment; empty where they were not measured.
        ownsVoxels: Whether nobody else uses the memory of the segments; that of a mask may be another node's.
    """

    segmentation: Segmentation
    masked: Volume | None = None
    statistics: tuple[MaskStatistics, ...] = ()
    ownsVoxels: bool = True
