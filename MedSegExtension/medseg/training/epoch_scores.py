"""What an epoch gave."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class EpochScores:
    """One line of a training's history.

    Attributes:
        epoch: Its number, from 1.
        seconds: Seconds of training since the beginning, over all runs.
        learning_rate: Step size at its end.
        train_loss: Mean loss of the training images, as they were augmented.
        validation_loss: Mean loss of the validation images; NaN where they were not looked at.
        accuracy: Share of right voxels, mean over the validation images at their own size; NaN likewise.
        dice: Mean Dice of the validation images at their own size; NaN likewise.
        train_accuracy: Share of right pixels of the training images, as they were augmented.
        train_dice: Dice over all training images together, as they were augmented.
    """

    epoch: int
    seconds: float
    learning_rate: float
    train_loss: float
    validation_loss: float
    accuracy: float
    dice: float
    train_accuracy: float = math.nan
    train_dice: float = math.nan
