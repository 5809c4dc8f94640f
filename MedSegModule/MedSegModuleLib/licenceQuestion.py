"""Asking whether the licence of a model is accepted."""

import slicer
from slicer.i18n import tr as _


def acceptsLicence(card) -> bool:
    """Show the licence of a model that restricts its use, and ask; others are installed without a question.

    Args:
        card: A `medseg.models.ModelCard`.
    """
    if card.licence.commercial_use:
        return True
    licence = card.licence
    return acceptsTerms(f"{card.title}\n\n{licence.name}\n{licence.notice}\n\n{_('Commercial use is not allowed.')}")


def acceptsTerms(terms: str) -> bool:
    """Show terms of use, and ask.

    Args:
        terms: In words.
    """
    question = _("Do you accept these terms and install the model?")
    return slicer.util.confirmOkCancelDisplay(f"{terms}\n\n{question}", windowTitle=_("Licence of a model"))
