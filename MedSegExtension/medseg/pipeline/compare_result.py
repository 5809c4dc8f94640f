"""What came of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from medseg.records import Comparison, Plot
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True)
class CompareResult:
    """Methods compared on one image, with what pictures and plots are drawn from.

    Attributes:
        comparison: The scores.
        volume: The image as it was read.
        reference: The segmentation that is held to be true.
        segmentations: That of each method that has one, by the method's label.
        plots: Numbers for plots; none where they were not asked for, or nothing could be scored.
    """

    comparison: Comparison
    volume: Volume
    reference: Segmentation
    segmentations: Mapping[str, Segmentation] = field(default_factory=dict)
    plots: tuple[Plot, ...] = ()
