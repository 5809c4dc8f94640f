"""What was measured of the lungs."""

from dataclasses import dataclass

from medseg.records import HuHistogram, Involvement, InvolvementMap, LungLevel
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True)
class InvolvementResult:
    """Lungs and infection of one image, in numbers.

    Attributes:
        volume: The image.
        segmentation: Right and left lung, with the infection that touches them in them, and `Infection`, on the image's grid.
            Its provenance tells what found them.
        rows: Both lungs, the right and the left one.
        levels: Slabs of each, from feet to head and from front to back.
        histograms: Density of each.
        maps: Involvement seen from the front and from the left.
        lungs_by: What found the lungs, in short words.
        infection_by: What found the infection; empty where nobody looked for it.
    """

    volume: Volume
    segmentation: Segmentation
    rows: tuple[Involvement, ...]
    levels: tuple[LungLevel, ...]
    histograms: tuple[HuHistogram, ...]
    maps: tuple[InvolvementMap, ...]
    lungs_by: str
    infection_by: str
