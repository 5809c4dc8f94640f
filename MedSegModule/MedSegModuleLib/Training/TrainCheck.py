"""What a training would work on, told beforehand."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TrainCheck:
    """How much there is to train on.

    Attributes:
        pairs: Pairs of image and mask.
        patients: Patients that they show.
        trained: Pairs that are trained on.
        heldOut: Pairs that are held out, to be scored after each epoch or in the end.
        voxels: Voxels of all images together; estimated from some of them where there are many.
        seconds: About how long the training takes; None on a GPU, whose speed is not known before it runs.
    """

    pairs: int
    patients: int
    trained: int
    heldOut: int
    voxels: int
    seconds: float | None
