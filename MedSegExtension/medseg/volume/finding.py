"""Something about an image that its user should know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One peculiarity of an image, found while it was read.

    Attributes:
        code: A short, stable name for programs, such as `missing-slices` or `gantry-tilt`.
        message: One sentence for people: what was found, and what was done about it.
        repaired: True where voxels were changed or resampled to put it right.
    """

    code: str
    message: str
    repaired: bool = False
