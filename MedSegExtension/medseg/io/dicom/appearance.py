"""What of a picture's looks changes its voxels: exchanged dark and bright, and colours."""

from medseg.io.dicom.frame import Frame
from medseg.volume import Finding

_MEASURED = frozenset(("CT", "PT"))  # their numbers mean something whichever way they are shown


def is_inverted(frame: Frame) -> bool:
    """Whether dark and bright are to be exchanged: small values are shown bright, and values are shades and not measurements."""
    return frame.format.photometric == "MONOCHROME1" and frame.identity.modality not in _MEASURED


def appearance_findings(frame: Frame) -> tuple[Finding, ...]:
    """What is done about a slice's looks."""
    if frame.format.is_colour:
        words = f"The image is in colour ({frame.format.photometric}): its luminance was taken."
        return (Finding("colour", words, repaired=True),)
    if is_inverted(frame):
        words = "Small values stand for bright (MONOCHROME1): dark and bright were exchanged, so that dense is bright."
        return (Finding("inverted", words, repaired=True),)
    if frame.format.photometric == "MONOCHROME1":
        return (Finding("inverted", "The image is shown with dark and bright exchanged (MONOCHROME1): its numbers were kept."),)
    return ()
