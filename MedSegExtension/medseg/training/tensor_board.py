"""The history for TensorBoard, where that is installed."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from medseg.training.epoch_scores import EpochScores

logger = logging.getLogger(__name__)

FOLDER = "tensorboard"
TAGS = {
    "train_loss": "loss/training",
    "validation_loss": "loss/validation",
    "accuracy": "accuracy/validation",
    "train_accuracy": "accuracy/training",
    "dice": "dice/validation",
    "train_dice": "dice/training",
    "learning_rate": "learning rate",
}


def write_events(rows: Sequence[EpochScores], folder: Path) -> bool:
    """Add epochs to the events that TensorBoard shows.

    Args:
        rows: The epochs.
        folder: Output folder of the training; the events go into `tensorboard` there.

    Returns:
        Whether TensorBoard is installed.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:  # it is no dependency: the same numbers are in history.csv
        return False
    writer = SummaryWriter(str(folder / FOLDER))
    for row in rows:
        for name, value in asdict(row).items():
            if name in TAGS and math.isfinite(value):
                writer.add_scalar(TAGS[name], value, row.epoch)
    writer.close()
    return True
