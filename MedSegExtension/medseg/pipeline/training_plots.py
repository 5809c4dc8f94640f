"""How the networks of a comparison were trained, as plots."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from medseg.models.package_history import read_package_history
from medseg.records import ComparedMethod, Plot, PlotLine

EPOCH = "epoch"
CURVES = (
    ("training-loss", "Loss in training", "loss", "validation_loss", "train_loss"),
    ("training-accuracy", "Accuracy in training", "accuracy", "accuracy", "train_accuracy"),
    ("training-dice", "Dice in training", "Dice", "dice", "train_dice"),
)
NOTE = (
    "By epochs, of the packages whose folder holds the history of their training: of what was held out, and dotted of what was "
    "trained on (with its random changes). Losses of networks that were trained on another loss do not compare."
)
STEP = 0.05

History = Sequence[Mapping[str, float]]


def training_plots(methods: Sequence[ComparedMethod]) -> tuple[Plot, ...]:
    """Loss, accuracy and Dice over the epochs, a plot each.

    Args:
        methods: Those without a package, or whose package's folder holds no history, have no line.

    Returns:
        The plots that have a line.
    """
    found = {method.label: read_package_history(Path(method.package)) for method in methods if method.package}
    plots = (_plot(curve, {label: rows for label, rows in found.items() if rows}) for curve in CURVES)
    return tuple(plot for plot in plots if plot.lines)


def _plot(curve: tuple[str, str, str, str, str], histories: Mapping[str, History]) -> Plot:
    name, title, axis, held_out, trained = curve
    lines = tuple(line for label, rows in histories.items() for line in _lines(label, rows, (held_out, trained)))
    is_loss = name == CURVES[0][0]
    lowest = min((value for line in lines for value in line.y if math.isfinite(value)), default=0.0)
    return Plot(
        name=name,
        title=title,
        x_label="epoch",
        y_label=axis,
        lines=lines,
        y_from_data=is_loss,
        y_low=0.0 if is_loss else _floor(lowest),  # scores end close to 1
        x_whole=True,
        note=NOTE if is_loss else "As for the loss.",
    )


def _lines(label: str, rows: History, columns: tuple[str, str]) -> Iterator[PlotLine]:
    for column, words in zip(columns, ("held out", "trained on"), strict=True):
        points = [(row[EPOCH], row.get(column, math.nan)) for row in rows]
        if any(math.isfinite(value) for _, value in points):
            epochs, values = zip(*points, strict=True)
            yield PlotLine(label=f"{label}, {words}", x=epochs, y=values, method=label)


def _floor(lowest: float) -> float:
    """A round number somewhat below the lowest score."""
    return max(0.0, round(STEP * (math.floor(lowest / STEP + 1e-9) - 1), 2))
