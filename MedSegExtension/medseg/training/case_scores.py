"""How well a model did on one image."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CaseScores:
    """Scores of one image, at its own size.

    Attributes:
        source: Name of the source that it comes from.
        case: Its name there.
        part: `validation` or `test`, or what it was called.
        dice: Mean Dice of the segments; where a segment is in neither mask it does not count, and NaN where none does.
        accuracy: Share of right voxels, mean over the segments.
        loss: Dice loss plus cross-entropy of the probabilities, at the network's own size.
    """

    source: str
    case: str
    part: str
    dice: float
    accuracy: float
    loss: float


def mean_scores(scores: Iterable[CaseScores]) -> list[dict[str, Any]]:
    """Mean scores of each source and part, as a model's card has them.

    Returns:
        For each its `set`, `part`, number of `cases`, means of `dice`, `accuracy` and `loss` (None where there is no number) and
        `dice_lowest`.
    """
    sets: dict[tuple[str, str], list[CaseScores]] = {}
    for one in scores:
        sets.setdefault((one.source, one.part), []).append(one)
    return [{"set": source, "part": part} | _means(cases) for (source, part), cases in sets.items()]


def _means(cases: list[CaseScores]) -> dict[str, Any]:
    dices = [one.dice for one in cases if math.isfinite(one.dice)]
    return {
        "cases": len(cases),
        "dice": _mean(dices),
        "dice_lowest": round(min(dices), 4) if dices else None,
        "accuracy": _mean([one.accuracy for one in cases]),
        "loss": _mean([one.loss for one in cases]),
    }


def _mean(values: list[float]) -> float | None:
    finite = [value for value in values if math.isfinite(value)]
    return round(math.fsum(finite) / len(finite), 4) if finite else None
