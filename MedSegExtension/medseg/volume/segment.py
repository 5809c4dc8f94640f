"""One named structure of a segmentation."""

from dataclasses import dataclass

from medseg.errors import SegmentError
from medseg.types import Triple
from medseg.volume.coding import Coding

RED: Triple = (0.9, 0.1, 0.1)


@dataclass(frozen=True)
class Segment:
    """Name, colour and meaning of one structure.

    Attributes:
        name: Unique within its segmentation, not empty.
        color: Red, green and blue from 0 to 1.
        coding: What it is in codes, or None.

    Raises:
        SegmentError: An empty name, or a colour outside 0 to 1.
    """

    name: str
    color: Triple = RED
    coding: Coding | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise SegmentError("Expected a name for the segment, got an empty one.")
        if len(self.color) != 3 or not all(0.0 <= part <= 1.0 for part in self.color):
            raise SegmentError(f"Expected a colour of three numbers from 0 to 1, got {self.color}.")
