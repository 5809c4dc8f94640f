"""How good probabilities are, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ProbabilityScores:
    """A probability map against the union of a reference's segments.

    Attributes:
        cross_entropy: Mean over all voxels of -log of the probability given to what is true, in natural units; 0 is best.
        soft_dice: Dice with probabilities for voxels; 1 is best.
        soft_dice_loss: 1 - soft Dice.
    """

    cross_entropy: float
    soft_dice: float
    soft_dice_loss: float
