"""What running one method gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, kw_only=True)
class MethodRun:
    """What running one method gave.

    Attributes:
        segmentation: The segments.
        probabilities: Of a network, by segment, where they were kept.
        seconds: What the work took; NaN where nothing was computed.
        total_seconds: The same with the start of its process and the way of the voxels; NaN as before.
        peak_mb: The most memory that its process held; NaN as before.
        measured: How, in words.
        notices: What is peculiar about this run.
    """

    segmentation: Segmentation
    probabilities: Mapping[str, Volume] = field(default_factory=dict)
    seconds: float = float("nan")
    total_seconds: float = float("nan")
    peak_mb: float = float("nan")
    measured: str = ""
    notices: tuple[str, ...] = ()
