"""Whose image it is, without telling who."""

import hashlib
from pathlib import Path

PATIENT_ID = "PatientID"


def patient_hash(path: Path) -> str:
    """The PatientID of a DICOM file as a hash: the same for all images of one patient; empty where the file has none.

    It hides the ID from who looks at it, not from who tries all IDs: keep it with the images.

    Args:
        path: A DICOM file.
    """
    from pydicom import dcmread
    from pydicom.errors import InvalidDicomError

    from medseg.io.dicom.quiet_pydicom import QuietPydicom

    try:
        with QuietPydicom():
            dataset = dcmread(path, stop_before_pixels=True, specific_tags=[PATIENT_ID])
            name = str(dataset.get(PATIENT_ID, "") or "").strip()
    except (InvalidDicomError, OSError, ValueError, NotImplementedError):
        return ""
    return hashlib.sha256(name.encode()).hexdigest() if name else ""
