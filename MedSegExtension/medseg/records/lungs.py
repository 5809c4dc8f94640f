"""Parameters of the lungs recipe."""

from dataclasses import dataclass
from typing import Annotated

from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class LungsParameters:
    """How lungs are found in a chest CT.

    Attributes:
        threshold_hu: What is darker is air-filled: halfway between lung and soft tissue.
        closing_mm: Vessels and lesions inside the lungs, or dents in their surface, up to twice this width belong to them.
        lesion_mm: Lesions that sit on the chest wall belong to the lung where they leave a gap in its outer surface up to
            this wide; 0 leaves them out.
        min_volume_ml: A part of a lung smaller than this is none.
    """

    threshold_hu: Annotated[float, Limits(-900, 0, "HU")] = -400.0
    closing_mm: Annotated[float, Limits(0, 50, "mm")] = 12.0
    lesion_mm: Annotated[float, Limits(0, 100, "mm")] = 45.0
    min_volume_ml: Annotated[float, Limits(0, 1000, "ml")] = 20.0

    def __post_init__(self) -> None:
        check_limits(self)
