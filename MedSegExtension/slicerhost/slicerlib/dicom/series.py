"""One series of a folder."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Series:
    """One series.

    Attributes:
        uid: Its Series Instance UID.
        number: Its number, as text.
        description: What the scanner called it.
        modality: CT, MR...
        study_uid: Its Study Instance UID.
        study_date: YYYYMMDD, or empty.
        patient_id: Groups studies of one patient; shown nowhere.
        files: The files, in the order of their slices.
        instance_uids: Their SOP Instance UIDs, in the same order.
    """

    uid: str
    number: str
    description: str
    modality: str
    study_uid: str
    study_date: str
    patient_id: str
    files: list[Path] = field(default_factory=list)
    instance_uids: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Number and description, as Slicer names its nodes."""
        described = self.description or self.modality or "series"
        return f"{self.number}: {described}" if self.number else described
