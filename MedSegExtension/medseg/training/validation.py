"""Looking at images that are not trained on: loss at the network's size, Dice and accuracy at the image's own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from medseg.training.prepared_case import PreparedCase
from medseg.training.team import Team

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from torch import Tensor

    from medseg.models import ModelCard


@dataclass(frozen=True)
class Scores:
    """Scores of one image.

    Attributes:
        loss: Mean loss of its pictures, at the network's size.
        accuracy: Share of right voxels at its own size, mean over the segments.
        dice: Mean Dice of the segments at its own size; NaN where truth and result are empty.
    """

    loss: float
    accuracy: float
    dice: float


def score_masks(predicted: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Accuracy and Dice.

    Args:
        predicted: Masks (segments, k, j, i).
        truth: Masks of the same shape.

    Returns:
        Share of right voxels, and mean Dice of the segments that are in either; NaN where none is.

    Example:
        >>> masks = np.array([[[[True, True, False, False]]]])
        >>> score_masks(masks, ~masks), score_masks(masks, masks)
        ((0.0, 0.0), (1.0, 1.0))
    """
    accuracy = float(np.mean(predicted == truth))
    dices = []
    for one, other in zip(predicted, truth, strict=True):
        total = int(np.count_nonzero(one)) + int(np.count_nonzero(other))
        if total:
            dices.append(2 * int(np.count_nonzero(one & other)) / total)
    return accuracy, math.fsum(dices) / len(dices) if dices else math.nan


def to_masks(probabilities: NDArray[np.float32], card: ModelCard) -> NDArray[np.bool_]:
    """Masks (segments, k, j, i) of probabilities (classes, k, j, i)."""
    if card.output.activation == "softmax":
        best = probabilities.argmax(axis=0)
        return np.stack([best == number for number in range(1, len(probabilities))])
    return np.asarray(probabilities >= card.output.threshold)


def look_at(
    cases: Sequence[PreparedCase],
    card: ModelCard,
    predict: Callable[[PreparedCase], tuple[NDArray[np.float32], float]],
    team: Team,
    device: torch.device,
) -> list[Scores]:
    """Score some images; each process of a team takes its share of them.

    Args:
        cases: The images, with their truth.
        card: Says what the network's numbers mean.
        predict: Gives probabilities (classes, k, j, i) at the image's own size, and the loss.
        team: Who shares the work.
        device: Where the processes' numbers are added.
    """
    import torch

    table = torch.zeros(len(cases), 3, dtype=torch.float64)
    for number in range(team.rank, len(cases), team.size):
        probabilities, loss = predict(cases[number])
        accuracy, dice = score_masks(to_masks(probabilities, card), cases[number].own_masks())
        table[number] = torch.tensor([loss, accuracy, -1.0 if math.isnan(dice) else dice])
    rows = team.add(table.to(device, torch.float32) if device.type == "mps" else table.to(device)).tolist()
    return [Scores(loss, accuracy, math.nan if dice < 0 else dice) for loss, accuracy, dice in rows]


def mean(scores: Sequence[Scores]) -> Scores:
    """Means over images; NaN where there is none."""
    return Scores(*(_mean([getattr(one, name) for one in scores]) for name in ("loss", "accuracy", "dice")))


def activated(output: Tensor, card: ModelCard) -> Tensor:
    """Probabilities of a network's output, single precision."""
    output = output.float()
    return output.softmax(1) if card.output.activation == "softmax" else output.sigmoid()


def said_masks(output: Tensor, card: ModelCard) -> Tensor:
    """What a network's output says: booleans (n, segments, ...)."""
    if card.output.activation != "softmax":
        return output > math.log(card.output.threshold / (1 - card.output.threshold))
    import torch

    best = output.argmax(1)
    return torch.stack([best == number for number in range(1, output.shape[1])], 1)


def with_background(truth: Tensor, card: ModelCard) -> Tensor:
    """Masks (n, segments, ...) as the channels that the network gives."""
    if card.output.activation != "softmax":
        return truth
    import torch

    return torch.cat([1.0 - truth.amax(1, keepdim=True), truth], 1)


def _mean(values: list[float]) -> float:
    finite = [value for value in values if math.isfinite(value)]
    return math.fsum(finite) / len(finite) if finite else math.nan
