"""Where a mask comes from."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class MaskSource(LabelledEnum):
    """What holds the mask."""

    SEGMENTATION = "segmentation"
    LABELMAP = "labelmap"
    FILE = "file"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"SEGMENTATION": _("Segmentation"), "LABELMAP": _("Label volume"), "FILE": _("File")}
