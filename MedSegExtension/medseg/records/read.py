"""Parameters of reading an image."""

from dataclasses import dataclass

from medseg.volume import Modality


@dataclass(frozen=True, kw_only=True)
class ReadParameters:
    """What to read where there is a choice, and how strictly.

    Attributes:
        series: Which DICOM series of a folder: its number in `medseg info`, its UID (or the end of it), or `largest`.
            Where there is but one, it need not be named.
        strict: Refuse an image that would have to be repaired (gantry tilt, missing slices) instead of repairing it
            with a warning.
        modality: What kind of image it is, where the file does not say: CT, MR, XR or OTHER. Default: what DICOM says; for
            other files CT where the intensities are those of HU, else OTHER.
    """

    series: str | None = None
    strict: bool = False
    modality: Modality | None = None
