"""A named range of intensities, or a named recipe."""

from dataclasses import dataclass
from enum import StrEnum

from medseg.volume import Segment


class Recipe(StrEnum):
    """How a preset makes its segments."""

    RANGE = "range"
    LUNGS = "lungs"
    BONE = "bone"
    WITHIN_LUNGS = "within-lungs"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A structure of a CT under a name: its range in HU, where the range comes from, and what to call the result.

    Attributes:
        name: What the user asks for, such as `soft-tissue`.
        recipe: `range` takes every voxel of the range; `within-lungs` those inside the lungs that the recipe `lungs` finds;
            `lungs` and `bone` are recipes of their own, and the range is their threshold.
        lower_hu: Lower bound, inclusive; None for none.
        upper_hu: Upper bound, inclusive; None for none.
        opening_mm: Remove what is thinner than twice this radius, such as vessels.
        segments: What it makes: names, colours, and codes of Slicer's General Anatomy terminology where it has them, else of
            DICOM's context groups.
        description: What it takes and what it does not, in a sentence.
        source: Where the range comes from.
    """

    name: str
    recipe: Recipe
    lower_hu: float | None
    upper_hu: float | None
    opening_mm: float
    segments: tuple[Segment, ...]
    description: str
    source: str
