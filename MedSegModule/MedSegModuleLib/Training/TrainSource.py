"""Where images and masks to train on come from."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class TrainSource(LabelledEnum):
    """Where pairs of image and mask are."""

    SCENE = "scene"
    FOLDER = "folder"
    CONFIG = "config"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"SCENE": _("Scene"), "FOLDER": _("Folder"), "CONFIG": _("Configuration")}
