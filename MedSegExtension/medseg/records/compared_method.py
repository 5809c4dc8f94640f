"""A method of a comparison whose segmentation is there already."""

from dataclasses import dataclass

from medseg.records.threshold import ThresholdParameters


@dataclass(frozen=True, kw_only=True)
class ComparedMethod:
    """A method of a comparison whose segmentation is there already.

    Attributes:
        label: What the legends call it.
        threshold: Where its bounds come from; None for a method without thresholds.
        package: Folder of its network's package; empty for a method without.
    """

    label: str
    threshold: ThresholdParameters | None = None
    package: str = ""
