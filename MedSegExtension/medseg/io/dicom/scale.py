"""From stored values to intensities."""

from dataclasses import dataclass
from functools import lru_cache

from medseg.io.dicom.elements import Raw, to_number
from medseg.io.dicom.tag import Tag

SCALE_TAGS = (Tag.SLOPE, Tag.INTERCEPT)


@dataclass(frozen=True, slots=True)
class Scale:
    """Intensity = slope * stored value + intercept.

    Attributes:
        slope: RescaleSlope; 1 where the file has none, or 0, which would leave no image.
        intercept: RescaleIntercept; 0 where the file has none.
        is_given: Whether the file says it.
    """

    slope: float = 1.0
    intercept: float = 0.0
    is_given: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether whole numbers stay whole."""
        return self.slope.is_integer() and self.intercept.is_integer()

    def inverted(self, stored_range: tuple[int, int]) -> "Scale":
        """The scale of the image with dark and bright exchanged: what was the smallest stored value counts as the largest."""
        low, high = stored_range
        return Scale(-self.slope, self.intercept + self.slope * (low + high), self.is_given)

    def __call__(self, stored: float) -> float:
        """The intensity of a stored value."""
        return self.slope * stored + self.intercept


@lru_cache(maxsize=1024)
def to_scale(raw: Raw) -> Scale:
    """Parse the raw values of `SCALE_TAGS`.

    Raises:
        ReadError: Something else than numbers.
    """
    slope, intercept = to_number(raw[0], Tag.SLOPE), to_number(raw[1], Tag.INTERCEPT)
    return Scale(slope or 1.0, intercept or 0.0, slope is not None)
