"""How a package's network was trained, epoch by epoch."""

import csv
import logging
import math
from collections.abc import Mapping
from pathlib import Path

logger = logging.getLogger(__name__)

HISTORY = "history.csv"
IN_A_TRAINING = "package"  # a training's folder holds its package below this name, and the history beside it
EPOCH = "epoch"
MOST_BYTES = 2**24


def read_package_history(folder: Path) -> tuple[Mapping[str, float], ...]:
    """The numbers of each epoch by name, from `history.csv` in a package's folder, or beside it in the folder of its training.

    The file belongs to no package's checked files and decides nothing: it is shown, and that is all.

    Args:
        folder: The package's folder.

    Returns:
        A mapping an epoch: `epoch`, `train_loss`, `validation_loss`, `accuracy`, `dice` and what else the training wrote; NaN for
        what was not measured. None at all where there is no history, or none that can be read.
    """
    places = [folder / HISTORY] + [folder.parent / HISTORY] * (folder.name == IN_A_TRAINING)
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return ()
    try:
        return _read(path)
    except (OSError, ValueError, csv.Error) as error:
        logger.warning("The history of a network's training cannot be read: %s", type(error).__name__)
        return ()


def _read(path: Path) -> tuple[Mapping[str, float], ...]:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("more than a history of a training")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [{name: _number(text) for name, text in row.items() if name} for row in csv.DictReader(file)]
    if any(not math.isfinite(row.get(EPOCH, math.nan)) for row in rows):
        raise ValueError("a row without the number of its epoch")
    return tuple(rows)


def _number(text: str | None) -> float:
    return float(text) if text else math.nan
