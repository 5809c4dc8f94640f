"""Parameters of segmenting with a mask."""

from dataclasses import dataclass
from typing import Annotated

from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class MaskParameters:
    """How a mask is laid on an image, and what is cut out.

    Attributes:
        resample: Bring a mask from another grid onto the image's (nearest neighbour); otherwise another grid is an error.
        fill_value: Intensity outside the mask in the masked image; default by modality: -1000 HU for CT, 0 for others.
        crop: Cut the masked image down to the mask's box.
        crop_margin_mm: Room left around the mask when cropping.
    """

    resample: bool = True
    fill_value: float | None = None
    crop: bool = False
    crop_margin_mm: Annotated[float, Limits(0, 1000, "mm")] = 0.0

    def __post_init__(self) -> None:
        check_limits(self)
