"""What a network is trained on."""

from slicer.i18n import tr as _

from MedSegModuleLib.LabelledEnum import LabelledEnum


class TrainDevice(LabelledEnum):
    """What a network is trained on, by the names that PyTorch has for it."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name."""
        return {"AUTO": _("As in Settings"), "CPU": _("CPU"), "CUDA": _("NVIDIA GPU"), "MPS": _("Apple GPU")}
