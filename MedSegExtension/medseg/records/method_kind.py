"""The ways by which a segmentation comes to a comparison or a cohort."""

from enum import StrEnum


class MethodKind(StrEnum):
    """How a segmentation is made; `file` takes one that is there already."""

    THRESHOLD = "threshold"
    CNN = "cnn"
    UNET = "unet"
    MASK = "mask"
    FILE = "file"

    @property
    def is_network(self) -> bool:
        """Whether a network makes it."""
        return self in (MethodKind.CNN, MethodKind.UNET)
