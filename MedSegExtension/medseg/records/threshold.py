"""Parameters of segmenting with thresholds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits


class AutoThreshold(StrEnum):
    """Automatic thresholds from the histogram, by SimpleITK."""

    OTSU = "otsu"
    MULTI_OTSU = "multi-otsu"
    LI = "li"
    TRIANGLE = "triangle"
    YEN = "yen"
    HUANG = "huang"
    ISODATA = "isodata"
    MAXIMUM_ENTROPY = "maximum-entropy"
    MOMENTS = "moments"
    RENYI_ENTROPY = "renyi-entropy"
    SHANBHAG = "shanbhag"
    KITTLER_ILLINGWORTH = "kittler-illingworth"


class Side(StrEnum):
    """Which side of an automatic threshold is the structure."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, kw_only=True)
class ThresholdParameters:
    """Where the thresholds come from: numbers, a preset, or the histogram. Both bounds belong to the structure.

    Attributes:
        lower: Lower bound, inclusive, in the image's unit (HU for CT); default: none.
        upper: Upper bound, inclusive, in the image's unit; default: none.
        percent: Read the bounds as percent of the image's robust range (1st to 99th percentile), for images without a unit.
        preset: A named range such as `bone` or `lungs`; `medseg segment --presets` lists them.
        auto: Find the threshold from the histogram.
        side: Which side of the automatic threshold is the structure.
        classes: Number of classes for multi-otsu.
        segment: Name of the segment that is made; default: the preset's, else `Segment`.
    """

    lower: float | None = None
    upper: float | None = None
    percent: bool = False
    preset: str | None = None
    auto: AutoThreshold | None = None
    side: Side = Side.ABOVE
    classes: Annotated[int, Limits(2, 8)] = 3
    segment: str | None = None

    def __post_init__(self) -> None:
        check_limits(self)
        given = [self.lower is not None or self.upper is not None, self.preset is not None, self.auto is not None]
        if sum(given) > 1:
            raise ParameterError("Expected one source of thresholds, got several: give bounds, a preset or an automatic method.")
        if self.percent and not given[0]:
            raise ParameterError("Expected bounds to read in percent, got none: give lower or upper, or leave percent out.")
        if self.side is not Side.ABOVE and self.auto is None:
            raise ParameterError("Expected an automatic method whose side to take, got none: give auto, or leave side out.")
        if self.lower is not None and self.upper is not None and not self.lower <= self.upper:
            raise ParameterError(f"Expected lower <= upper, got {self.lower:g} and {self.upper:g}.")
