"""A DICOM file that cannot be read."""

from dataclasses import dataclass
from pathlib import Path

from medseg.errors import InputError, NoImageError, UnsupportedFormatError


@dataclass(frozen=True)
class Unreadable:
    """A DICOM file that cannot be read.

    Attributes:
        path: The file.
        error: Why, as it is raised for the file alone and for the series that it belongs to.
        series_uid: Of the series that it belongs to; empty where the header is too damaged to tell.
    """

    path: Path
    error: InputError
    series_uid: str = ""

    @property
    def is_damaged(self) -> bool:
        """Whether it is an image that has lost something, and not another kind of thing."""
        return not isinstance(self.error, NoImageError | UnsupportedFormatError)
