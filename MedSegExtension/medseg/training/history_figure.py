"""The history of a training as a picture."""

import logging
import math
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from medseg.files import writing
from medseg.training.epoch_scores import EpochScores

logger = logging.getLogger(__name__)

FIGURE = "history.png"
TRAINING, VALIDATION, CHOSEN = "#3b6fb6", "#d9702b", "#777777"
PANELS = (
    ("Loss", "train_loss", "validation_loss"),
    ("Accuracy", "train_accuracy", "accuracy"),
    ("Dice", "train_dice", "dice"),
)


def draw_history(history: Sequence[EpochScores], folder: Path, title: str, best_epoch: int | None = None) -> Path | None:
    """Draw loss, accuracy and Dice over the epochs.

    Args:
        history: One line an epoch.
        folder: Where the picture goes; written aside, then moved.
        title: What stands above.
        best_epoch: The epoch whose weights were kept; None for none.

    Returns:
        The picture; None where matplotlib is not installed: the same numbers are in the table.

    Raises:
        WriteError: The folder cannot be written to.
    """
    if find_spec("matplotlib") is None:
        logger.info("The history is not drawn: matplotlib is not installed.")
        return None
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 3.8), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title)
    for axes, (name, training, validation) in zip(figure.subplots(1, len(PANELS)), PANELS, strict=True):
        _draw(axes, history, name, training, validation)
        if best_epoch is not None:
            axes.axvline(best_epoch, color=CHOSEN, linestyle=":", linewidth=1, label=f"kept: epoch {best_epoch}")
        axes.legend(frameon=False)
    with writing(folder / FIGURE) as temporary:
        figure.savefig(temporary, dpi=110)
    return folder / FIGURE


def _draw(axes: Any, history: Sequence[EpochScores], name: str, training: str, validation: str) -> None:
    mark = "o" if len(history) < 30 else ""
    for column, color, words in ((training, TRAINING, "training (augmented)"), (validation, VALIDATION, "validation")):
        points = [(row.epoch, getattr(row, column)) for row in history if math.isfinite(getattr(row, column))]
        if points:
            epochs, values = zip(*points, strict=True)
            axes.plot(epochs, values, color=color, label=words, marker=mark, markersize=3, linewidth=1.5)
    axes.set_title(name)
    axes.set_xlabel("Epoch")
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.get_major_locator().set_params(integer=True)
    if name == "Loss":
        axes.set_ylim(bottom=0)
    else:
        axes.set_ylim(top=1.005)
