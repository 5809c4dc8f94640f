"""A slab of the lungs."""

from dataclasses import dataclass
from enum import StrEnum

from medseg.records.involvement import NAN, LungRegion


class LungAxis(StrEnum):
    """Along which axis of the patient the lungs are cut into slabs."""

    FEET_TO_HEAD = "feet to head"
    FRONT_TO_BACK = "front to back"


@dataclass(frozen=True, kw_only=True)
class LungLevel:
    """A slab of the lungs, of the same thickness as the others along its axis in each lung.

    Attributes:
        region: Both lungs, or one.
        axis: What it is cut across.
        level: Its number from 1, from the feet or from the front.
        lung_ml: Volume of lung in it.
        infection_ml: Infected volume in it.
        infection_percent: Infected share of it; NaN where there is no lung.
        mean_hu: Mean HU; NaN without HU.
    """

    region: LungRegion
    axis: LungAxis
    level: int
    lung_ml: float
    infection_ml: float
    infection_percent: float = NAN
    mean_hu: float = NAN
