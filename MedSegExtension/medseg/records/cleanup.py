"""Parameters of what is done to a mask after it was made."""

from dataclasses import dataclass
from typing import Annotated

from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class CleanupParameters:
    """What is done to a mask, in this order.

    Attributes:
        within_body: Keep only what lies in the patient's body.
        opening_mm: Remove what is thinner than twice this radius.
        closing_mm: Close gaps narrower than twice this radius.
        min_volume_ml: Remove connected parts smaller than this.
        keep_largest: Keep this many of the largest connected parts; 0 keeps all.
        fill_holes: Fill what the mask encloses on all sides.
    """

    within_body: bool = False
    opening_mm: Annotated[float, Limits(0, 100, "mm")] = 0.0
    closing_mm: Annotated[float, Limits(0, 100, "mm")] = 0.0
    min_volume_ml: Annotated[float, Limits(0, 1e6, "ml")] = 0.0
    keep_largest: Annotated[int, Limits(0, 1000)] = 0
    fill_holes: bool = False

    def __post_init__(self) -> None:
        check_limits(self)
