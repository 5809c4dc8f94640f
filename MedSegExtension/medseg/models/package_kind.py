"""In which form the weights of a package come."""

from enum import StrEnum


class PackageKind(StrEnum):
    """The forms that are read."""

    MEDSEG = "medseg"
    ONNX = "onnx"
    MONAI_BUNDLE = "monai-bundle"
    STATE_DICT = "state-dict"
    TORCHSCRIPT = "torchscript"
