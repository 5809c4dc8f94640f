"""What is to be segmented, and how: all that the work needs to know."""

from dataclasses import dataclass, field

from medseg.records import CleanupParameters, MaskParameters, NetworkParameters, PreprocessParameters, ThresholdParameters
from medseg.types import Mask
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True, eq=False)
class SegmentRequest:
    """A segmentation to be made.

    Attributes:
        volume: The image; its voxels may be a node's own.
        threshold: Where the bounds come from; None where a mask or a network is given.
        network: Which network is applied, and how; None for masks and thresholds.
        before: What is done to the image first; for thresholds.
        after: What is done to each segment last; for thresholds and networks.
        mask: The mask to be laid on the image; None for thresholds and networks.
        maskParameters: How it is laid on the image, and how the masked image is made.
        region: Voxels that segments are kept to; None for all.
        segmentName: Name of the segment; empty for its own.
        wantsMasked: Whether the image inside the segments is wanted, too.
    """

    volume: Volume
    threshold: ThresholdParameters | None = None
    network: NetworkParameters | None = None
    before: PreprocessParameters = field(default_factory=PreprocessParameters)
    after: CleanupParameters = field(default_factory=CleanupParameters)
    mask: Segmentation | None = None
    maskParameters: MaskParameters = field(default_factory=MaskParameters)
    region: Mask | None = None
    segmentName: str = ""
    wantsMasked: bool = False
