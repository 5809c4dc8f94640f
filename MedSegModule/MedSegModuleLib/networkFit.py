"""Whether a model is made for an image."""

from slicer.i18n import tr as _

from medseg.volume import Modality
from MedSegModuleLib.InputSummary import InputSummary


def whyNotFit(card, summary: InputSummary | None) -> str | None:
    """Why a model is not made for an image, in a few words; None where it is, or where there is no image to ask about.

    Args:
        card: A `medseg.models.ModelCard`.
        summary: What is known about the image.
    """
    if summary is None or summary.problem is not None or summary.modality in card.input.modalities:
        return None
    isFilm = summary.sizeIjk[2] == 1 and Modality.XRAY in card.input.modalities
    if summary.modality is Modality.OTHER and (card.input.pictures or isFilm):
        return None  # a picture, which says nothing of itself; what it shows is looked at before the work begins
    return _("made for {modalities}").format(modalities=_(" and ").join(map(modalityWords, card.input.modalities)))


def modalityWords(modality: Modality) -> str:
    """A kind of image, as people call it."""
    words = {Modality.CT: _("CT"), Modality.MR: _("MR"), Modality.XRAY: _("X-ray"), Modality.OTHER: _("other images")}
    return words[modality]


def targetWords(target: str) -> str:
    """What a model looks for, as people call it."""
    words = {"lungs": _("Lungs"), "infection": _("Infection")}
    return words.get(target) or target.replace("-", " ").replace("_", " ").capitalize()
