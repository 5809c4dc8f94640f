"""How segments are made."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class Method(LabelledEnum):
    """The methods of the panel."""

    MASK = "mask"
    THRESHOLD = "threshold"
    CNN = "cnn"
    UNET = "unet"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"MASK": _("Mask"), "THRESHOLD": _("Threshold"), "CNN": _("CNN"), "UNET": _("U-Net")}


NETWORKS = (Method.CNN, Method.UNET)
