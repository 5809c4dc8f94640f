"""An image and its mask."""

from dataclasses import dataclass, field
from pathlib import Path

from medseg.records import DataParameters, DataRole
from medseg.volume import Segmentation, Volume


@dataclass(frozen=True)
class Pair:
    """An image and its mask, to train on or to judge by.

    Attributes:
        image: The image, or where it is.
        mask: Its segments, or where they are.
        name: What to call it; unique in its source.
        patient: Whom it shows: pairs of one patient are never in two parts.
        role: What it may be used for.
        data: The source that it comes from.
    """

    image: Path | Volume
    mask: Path | Segmentation
    name: str
    patient: str
    role: DataRole = DataRole.TRAIN
    data: DataParameters = field(default_factory=DataParameters)

    @property
    def source(self) -> str:
        """Name of the source that it comes from."""
        return self.data.name
