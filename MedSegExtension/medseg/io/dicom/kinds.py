"""What kind of object a DICOM file holds."""

from medseg.io.dicom.elements import Elements
from medseg.io.dicom.tag import Tag
from medseg.volume import Modality

_STORAGE = "1.2.840.10008.5.1.4.1.1."
_MASK = "Read it as a mask: medseg.io.read_segmentation, or --mask and `medseg evaluate` on the command line"
_NO_IMAGE = "It holds no image to segment"

_OTHER_OBJECTS = {
    _STORAGE + "66.4": ("a DICOM SEG (segmentation)", _MASK),
    _STORAGE + "66.7": ("a DICOM SEG (label map)", _MASK),
    _STORAGE + "66.5": ("a DICOM surface segmentation", _NO_IMAGE),
    _STORAGE + "481.3": ("an RTSTRUCT (contours)", _MASK + ", with its image beside it"),
    _STORAGE + "481.2": ("an RT dose", "It holds doses and no image to segment"),
    "1.2.840.10008.1.3.10": ("a DICOMDIR (a table of contents)", "Give the folder that it stands in"),
}
"""Objects by SOP class, what to call them, and what to do with them."""

_OTHER_FAMILIES = (
    (_STORAGE + "88.", "a structured report (SR)"),
    (_STORAGE + "481.", "an object of radiotherapy"),
    (_STORAGE + "9.", "a waveform"),
    (_STORAGE + "11.", "a presentation state"),
    (_STORAGE + "104.", "an encapsulated document"),
    (_STORAGE + "66", "raw data or a registration"),
)
"""Beginnings of SOP classes."""

_OTHER_MODALITIES = {"SEG": _STORAGE + "66.4", "RTSTRUCT": _STORAGE + "481.3", "RTDOSE": _STORAGE + "481.2"}
"""For files that have lost their SOP class."""

_RT_IMAGE = _STORAGE + "481.1"  # a film of radiotherapy
SECONDARY_CAPTURE = _STORAGE + "7"
_XRAY = frozenset(("CR", "DX", "DR", "RF", "XA", "MG", "PX", "IO", "RG", "RTIMAGE"))
_BY_CLASS = {_STORAGE + "2": "CT", _STORAGE + "4": "MR", _STORAGE + "1": "CR", _STORAGE + "1.1": "DX"}


def sop_class_of(elements: Elements) -> str:
    """UID of the SOP class, else that of the file's wrapping, else that of a modality that is enough to tell, else empty."""
    return (
        elements.text(Tag.SOP_CLASS) or elements.text(Tag.MEDIA_CLASS) or _OTHER_MODALITIES.get(elements.text(Tag.MODALITY), "")
    )


def other_object(sop_class: str) -> tuple[str, str] | None:
    """What to call an object that is no image, and what to do with it; None for an image.

    Example:
        >>> other_object("1.2.840.10008.5.1.4.1.1.2") is None
        True
        >>> other_object("1.2.840.10008.5.1.4.1.1.88.33")[0]
        'a structured report (SR)'
    """
    if sop_class == _RT_IMAGE:
        return None
    if sop_class in _OTHER_OBJECTS:
        return _OTHER_OBJECTS[sop_class]
    for beginning, name in _OTHER_FAMILIES:
        if sop_class.startswith(beginning):
            return name, _NO_IMAGE
    return None


def modality_of(modality: str, sop_class: str, *, is_measured: bool) -> Modality:
    """The kind of image.

    Args:
        modality: As DICOM writes it, or empty.
        sop_class: UID of the SOP class, or empty.
        is_measured: Whether its values can be measurements: grey, and with a rescale where it is a secondary capture. A
            picture of a CT is none.
    """
    name = modality or _BY_CLASS.get(sop_class, "")
    if name in ("CT", "MR"):
        return Modality(name) if is_measured else Modality.OTHER
    return Modality.XRAY if name in _XRAY else Modality.OTHER
