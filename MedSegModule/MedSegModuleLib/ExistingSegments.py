"""What becomes of segments that are there already."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class ExistingSegments(LabelledEnum):
    """What a new segment does to one of its name."""

    REPLACE = "replace"
    ADD = "add"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"REPLACE": _("Replace those of the same name"), "ADD": _("Keep all, add beside them")}
