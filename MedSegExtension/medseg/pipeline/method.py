"""The ways to segment a case."""

from enum import StrEnum


class Method(StrEnum):
    """How a segmentation is made."""

    MASK = "mask"
    THRESHOLD = "threshold"
