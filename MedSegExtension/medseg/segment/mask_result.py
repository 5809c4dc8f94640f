"""What segmenting with a mask gives."""

from dataclasses import dataclass

from medseg.records import MaskStatistics
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True)
class MaskResult:
    """A mask laid on an image.

    Attributes:
        segmentation: The mask on the image's grid.
        masked: The image inside the mask, a fill value elsewhere; cropped where that was asked for.
        statistics: One record a segment.
    """

    segmentation: Segmentation
    masked: Volume
    statistics: tuple[MaskStatistics, ...]
