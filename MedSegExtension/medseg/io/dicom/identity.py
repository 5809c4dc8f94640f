"""Which series a file belongs to."""

from dataclasses import dataclass
from functools import lru_cache

from medseg.io.dicom.elements import Raw, to_text
from medseg.io.dicom.tag import Tag

IDENTITY_TAGS = (
    Tag.STUDY_UID,
    Tag.SERIES_UID,
    Tag.FRAME_OF_REFERENCE_UID,
    Tag.MODALITY,
    Tag.SOP_CLASS,
    Tag.SERIES_NUMBER,
    Tag.SERIES_DESCRIPTION,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the files of one series share. Nothing here names a patient.

    Attributes:
        study_uid: StudyInstanceUID, or empty.
        series_uid: SeriesInstanceUID, or empty.
        frame_of_reference_uid: FrameOfReferenceUID, or empty: positions with the same one can be compared.
        modality: As DICOM writes it, such as `CT` or `PT`; or empty.
        sop_class: SOPClassUID: which kind of object it is; or empty.
        number: SeriesNumber as written, or empty.
        description: SeriesDescription, free text of the site; or empty.
    """

    study_uid: str
    series_uid: str
    frame_of_reference_uid: str
    modality: str
    sop_class: str
    number: str
    description: str

    @property
    def uids(self) -> dict[str, str]:
        """The identifiers that join results to their study, by DICOM's names; without empty ones."""
        uids = {
            "StudyInstanceUID": self.study_uid,
            "SeriesInstanceUID": self.series_uid,
            "FrameOfReferenceUID": self.frame_of_reference_uid,
        }
        return {name: uid for name, uid in uids.items() if uid}


@lru_cache(maxsize=256)
def to_identity(raw: Raw) -> Identity:
    """Parse the raw values of `IDENTITY_TAGS`."""
    study, series, frame_of_reference, modality, sop_class, number, description = raw
    return Identity(
        study_uid=to_text(study),
        series_uid=to_text(series),
        frame_of_reference_uid=to_text(frame_of_reference),
        modality=to_text(modality),
        sop_class=to_text(sop_class),
        number=to_text(number),
        description=_free_text(description),
    )


def _free_text(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode("utf-8").strip(" \0")
    except UnicodeDecodeError:
        return to_text(raw)
