"""The voxels of a method and of the reference that are compared as a whole."""

from dataclasses import dataclass

from medseg.types import Mask
from medseg.volume import Volume


@dataclass(frozen=True, eq=False)
class ComparedMasks:
    """All paired segments of a method together against all of the reference, on the reference's grid.

    Attributes:
        method: The method's label.
        prediction: Its voxels, (k, j, i).
        reference: The reference's voxels.
        probability: The largest of its segments' probabilities, where a network kept them.
    """

    method: str
    prediction: Mask
    reference: Mask
    probability: Volume | None = None
