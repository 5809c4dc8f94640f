"""What a method made of an image, before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.records import MaskStatistics
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True)
class Segmented:
    """What a method made of an image.

    Attributes:
        segmentation: The segments.
        statistics: Of each.
        masked: The image cut out; for the method `mask` only.
        measurements: Of a network, as plain values.
        probabilities: Of a network, by segment, where they were asked for.
        uncertainty: Of a network, where it was asked for.
    """

    segmentation: Segmentation
    statistics: tuple[MaskStatistics, ...]
    masked: Volume | None = None
    measurements: Mapping[str, Any] = field(default_factory=dict)
    probabilities: Mapping[str, Volume] = field(default_factory=dict)
    uncertainty: Volume | None = None
