"""Parameters of scoring a segmentation against a reference."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.records.limits import Limits, check_limits


class MatchBy(StrEnum):
    """How a predicted segment finds its reference."""

    NAME = "name"
    CODE = "code"
    OVERLAP = "overlap"


class Region(StrEnum):
    """Where accuracy and specificity count voxels."""

    AUTO = "auto"
    BODY = "body"
    IMAGE = "image"


class SurfaceDefinition(StrEnum):
    """What a surface is: DeepMind's weighted surface elements, or the border voxels of MONAI and SimpleITK."""

    ELEMENTS = "elements"
    VOXELS = "voxels"


@dataclass(frozen=True, kw_only=True)
class EvaluationParameters:
    """How a prediction is scored against a reference.

    Attributes:
        match: Pair segments by name, by their codes, or each with the reference that it overlaps best.
        matched_only: Score the segments that both have; else one of the reference that the prediction lacks counts as missed.
        region: Where accuracy and specificity count: `body` needs the image; `auto` takes the body for CT and MR, the whole image
            for films.
        tolerance_mm: Distance at which the surface Dice counts two surfaces as one.
        surface: `elements` weighs the surface by its area, as surface-distance does; `voxels` takes border voxels, as MONAI does.
        resample: Bring the prediction onto the reference's grid (nearest neighbour); otherwise another grid is an error.
    """

    match: MatchBy = MatchBy.NAME
    matched_only: bool = False
    region: Region = Region.AUTO
    tolerance_mm: Annotated[float, Limits(0, 1000, "mm")] = 1.0
    surface: SurfaceDefinition = SurfaceDefinition.ELEMENTS
    resample: bool = False

    def __post_init__(self) -> None:
        check_limits(self)
