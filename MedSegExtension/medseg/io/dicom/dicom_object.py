"""A DICOM object that is no image."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DicomObject:
    """A DICOM object that is no image: a segmentation, contours, a report, a table of contents.

    Attributes:
        path: The file.
        name: What to call it, such as `an RTSTRUCT (contours)`.
        remedy: What to do with it.
        sop_class: UID of its SOP class; or empty.
        series_uid: Its own SeriesInstanceUID; or empty.
    """

    path: Path
    name: str
    remedy: str
    sop_class: str
    series_uid: str
