"""One row of a sheet that compares methods."""

from dataclasses import dataclass

from medseg.volume import Segmentation


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet that compares methods.

    Attributes:
        label: The method.
        segmentation: What it made; None where it made nothing.
        words: What stands beside the agreement, such as the Dice; without a segmentation the reason.
    """

    label: str
    segmentation: Segmentation | None
    words: str = ""
