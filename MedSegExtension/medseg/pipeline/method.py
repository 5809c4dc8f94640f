"""The ways to segment a case."""

from enum import StrEnum


class Method(StrEnum):
    """How a segmentation is made."""

    MASK = "mask"
    THRESHOLD = "threshold"
    CNN = "cnn"
    UNET = "unet"

    @property
    def is_network(self) -> bool:
        """Whether a network makes it."""
        return self in (Method.CNN, Method.UNET)
