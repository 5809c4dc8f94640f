"""What kind of image a network is trained on."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class TrainImageKind(LabelledEnum):
    """Kinds of image; those of CT differ in the window of intensities that the network sees."""

    CT_LUNG = "ct-lung"
    CT_SOFT = "ct-soft"
    CT_BONE = "ct-bone"
    MR = "mr"
    XRAY = "xray"
    PICTURE = "picture"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {
            "CT_LUNG": _("CT, lung window"),
            "CT_SOFT": _("CT, soft tissue window"),
            "CT_BONE": _("CT, bone window"),
            "MR": _("MR"),
            "XRAY": _("X-ray"),
            "PICTURE": _("Pictures without a unit"),
        }
