"""One case of a cohort, before anything was made of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class CohortCase:
    """One case of a cohort: its files, and what it is grouped by.

    Attributes:
        image: File or folder of the image.
        files: The files of a DICOM series that lies among others; empty where `image` says all.
        reference: File of the segmentation that is held to be true; None where there is none.
        name: What to call it; empty where that is yet to be found. Nothing that identifies a patient.
        patient: Which cases are of one patient; empty where nothing tells.
        group: What cases are grouped by; may be empty.
        source: The hospital or set that it comes from; may be empty.
        problem: Why it cannot be read, where that is known already.
    """

    image: Path
    files: tuple[Path, ...] = ()
    reference: Path | None = None
    name: str = ""
    patient: str = ""
    group: str = ""
    source: str = ""
    problem: str = ""

    @property
    def identity(self) -> str:
        """What tells it from all others: the absolute path of its image, or of the first file of its series."""
        return (self.files[0] if self.files else self.image).resolve().as_posix()
