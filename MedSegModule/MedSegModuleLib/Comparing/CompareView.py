"""What is shown of a method that was compared."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class CompareView(LabelledEnum):
    """What is shown of a method over the slices."""

    AGREEMENT = "agreement"
    SEGMENTS = "segments"
    NOTHING = "nothing"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"AGREEMENT": _("Agreement"), "SEGMENTS": _("Segments"), "NOTHING": _("Nothing")}
