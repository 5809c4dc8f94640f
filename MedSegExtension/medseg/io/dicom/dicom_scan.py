"""What the DICOM files at a place are."""

from collections import Counter
from dataclasses import dataclass

from medseg.io.dicom.dicom_object import DicomObject
from medseg.io.dicom.dicom_series import DicomSeries
from medseg.io.dicom.unreadable import Unreadable


@dataclass(frozen=True)
class DicomScan:
    """What the DICOM files at a place are.

    Attributes:
        series: Images, numbered from 1.
        objects: Segmentations, contours, reports and the like.
        unreadable: DICOM files that cannot be read.
        other_files: How many files there are no DICOM.
    """

    series: tuple[DicomSeries, ...]
    objects: tuple[DicomObject, ...]
    unreadable: tuple[Unreadable, ...]
    other_files: int

    def describe_rest(self) -> str:
        """What there is beside images, in words, such as `2 x a DICOM SEG (segmentation), 1 x a file that is not DICOM`."""
        parts = [f"{count} x {name}" for name, count in sorted(Counter(found.name for found in self.objects).items())]
        parts += [f"{len(self.unreadable)} x a DICOM file that cannot be read"] if self.unreadable else []
        parts += [f"{self.other_files} x a file that is not DICOM"] if self.other_files else []
        return ", ".join(parts) or "no files"
