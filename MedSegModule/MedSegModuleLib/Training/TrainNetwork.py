"""Which kind of network is trained."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class TrainNetwork(LabelledEnum):
    """The kinds of network, by the names that the engine has for them."""

    UNET = "unet"
    CNN = "cnn"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"UNET": _("U-Net"), "CNN": _("CNN")}
