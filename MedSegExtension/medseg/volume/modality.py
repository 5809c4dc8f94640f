"""What kind of image a volume is."""

from enum import StrEnum


class Modality(StrEnum):
    """The kinds of image that MedSeg treats differently."""

    CT = "CT"
    MR = "MR"
    XRAY = "XR"
    OTHER = "OTHER"

    @property
    def unit(self) -> str:
        """Unit of the intensities: HU for CT, else none."""
        return "HU" if self is Modality.CT else ""

    @property
    def fill_value(self) -> float:
        """Intensity of nothing: air for CT (-1000 HU), black for all others."""
        return -1000.0 if self is Modality.CT else 0.0
