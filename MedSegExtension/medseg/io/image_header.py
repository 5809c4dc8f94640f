"""What the header of an image file tells."""

from dataclasses import dataclass

from medseg.types import Floats
from medseg.volume import Finding


@dataclass(frozen=True, eq=False)
class ImageHeader:
    """What the header of an image file tells, unchecked.

    Attributes:
        size_ijk: Columns, rows and slices.
        ijk_to_lps: Matrix (4, 4) to millimetres in DICOM's and ITK's frame; its axes may be sheared.
        findings: What is peculiar about it.
    """

    size_ijk: tuple[int, int, int]
    ijk_to_lps: Floats
    findings: tuple[Finding, ...] = ()
