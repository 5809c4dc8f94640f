"""What came of segmenting with a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medseg.volume import Segmentation, Volume


@dataclass(frozen=True)
class NetworkResult:
    """A segmentation by a network, and what else it tells.

    Attributes:
        segmentation: The segments on the image's own grid, with their provenance.
        probabilities: A map from 0 to 1 for each segment, by its name, where it was asked for.
        uncertainty: How unsure the network is of each voxel, where it was asked for: 0 is sure; entropy goes up to 1, the
            variance over mirrored images up to 0.25.
        measurements: Plain values: volume of each segment; for what lies in the lungs its share of them.
        notices: What was done otherwise than asked for, each a sentence for people.
    """

    segmentation: Segmentation
    probabilities: Mapping[str, Volume] | None = None
    uncertainty: Volume | None = None
    measurements: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
