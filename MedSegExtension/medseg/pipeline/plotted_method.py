"""A method as the plots of a comparison show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from medseg.records import ComparedMethod
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True, eq=False)
class PlottedMethod:
    """A method as the plots of a comparison show it.

    Attributes:
        about: What it is called, and where its thresholds or its network come from.
        segmentation: What it made.
        probabilities: Of a network, by segment, where they were kept.
    """

    about: ComparedMethod
    segmentation: Segmentation
    probabilities: Mapping[str, Volume] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What the legends call it."""
        return self.about.label
