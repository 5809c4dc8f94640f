"""What a network sees at once."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class TrainDimensions(LabelledEnum):
    """What a network sees at once."""

    TWO = "2d"
    CONTEXT = "2.5d"
    THREE = "3d"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"TWO": _("2D"), "CONTEXT": _("2.5D"), "THREE": _("3D")}
