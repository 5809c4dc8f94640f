"""How often each density occurs in the lungs."""

from dataclasses import dataclass

from medseg.records.involvement import LungRegion


@dataclass(frozen=True)
class HuHistogram:
    """Volume of the lung, and of the infection in it, by density.

    Attributes:
        region: Both lungs, or one.
        edges_hu: Edges of the bins, one more than there are bins; what lies beyond the first or last edge is in the end bins.
        lung_ml: Volume in each bin.
        infection_ml: Infected volume in each bin; NaN where nobody looked for infection.
    """

    region: LungRegion
    edges_hu: tuple[float, ...]
    lung_ml: tuple[float, ...]
    infection_ml: tuple[float, ...]
