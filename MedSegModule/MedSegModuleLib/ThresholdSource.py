"""Where thresholds come from."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class ThresholdSource(LabelledEnum):
    """What says where the bounds lie."""

    PRESET = "preset"
    RANGE = "range"
    AUTOMATIC = "automatic"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"PRESET": _("Preset"), "RANGE": _("Range"), "AUTOMATIC": _("Automatic")}
