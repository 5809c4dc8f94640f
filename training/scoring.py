"""Scores of one method on one case, and what is kept of many: one JSON file a task in `training/scores/`.

A file is `{"title", "target", "rows": [...]}`; `table.py` makes a table of each. A row is what one method gave on one set:
`set`, `method` (Thresholding, CNN, U-Net), `model` (package, or how thresholds were found), `cases`, `dice` (mean), `lowest`
(Dice), `accuracy`, `loss` (means), where they were measured `seconds` (a case) and `note`, and `each` (Dice by case).
"""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medseg.files import writing
from medseg.metrics import count_confusion, soft_dice

SCORES = Path(__file__).parent / "scores"
METHODS = {"threshold": "Thresholding", "cnn": "CNN", "unet": "U-Net"}


@dataclass(frozen=True, kw_only=True)
class CaseScore:
    """What a method gave on one image, at the image's own size.

    Attributes:
        name: Of the case, never of a patient.
        dice: Dice of the masks; 1 where both are empty.
        accuracy: Share of right voxels of the whole image.
        loss: 1 - soft Dice: Dice with probabilities, or for thresholds with 0 and 1.
        seconds: Of the segmentation.
    """

    name: str
    dice: float
    accuracy: float
    loss: float
    seconds: float = math.nan


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a method gave on a set; see the module."""

    set: str
    method: str
    model: str
    cases: int
    dice: float
    lowest: float
    accuracy: float
    loss: float
    seconds: float | None = None
    note: str = ""
    each: dict[str, float] = field(default_factory=dict)


def score_case(
    name: str,
    mask: NDArray[np.bool_],
    truth: NDArray[np.bool_],
    probability: NDArray[np.floating] | None = None,
    seconds: float = math.nan,
) -> CaseScore:
    """Score a mask (k, j, i) and the probabilities it was cut from, if there are any."""
    counts = count_confusion(mask, truth)
    total = counts.tp + counts.fp + counts.fn + counts.tn
    positive = 2 * counts.tp + counts.fp + counts.fn
    dice = 2 * counts.tp / positive if positive else 1.0
    soft = dice if probability is None else soft_dice(np.clip(np.asarray(probability, dtype=np.float32), 0, 1), truth)
    return CaseScore(name=name, dice=dice, accuracy=(counts.tp + counts.tn) / total, loss=1 - soft, seconds=seconds)


def summarise(set_name: str, method: str, model: str, scores: Iterable[CaseScore], note: str = "") -> Row:
    """One row of many cases."""
    cases = list(scores)
    seconds = float(np.median([case.seconds for case in cases]))
    return Row(
        set=set_name,
        method=METHODS[method],
        model=model,
        cases=len(cases),
        dice=_mean(case.dice for case in cases),
        lowest=min(case.dice for case in cases),
        accuracy=_mean(case.accuracy for case in cases),
        loss=_mean(case.loss for case in cases),
        seconds=None if math.isnan(seconds) else round(seconds, 3),
        note=note,
        each={case.name: round(case.dice, 4) for case in cases},
    )


def write_rows(name: str, title: str, target: str, rows: Iterable[Row]) -> Path:
    """Write the scores of a task; rows of the same set and model replace older ones, others stay."""
    path = SCORES / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    new = [_rounded(asdict(row)) for row in rows]
    done = {(row["set"], row["model"]) for row in new}
    old = json.loads(path.read_text())["rows"] if path.exists() else []
    kept = [row for row in old if (row["set"], row["model"]) not in done]
    text = json.dumps({"title": title, "target": target, "rows": kept + new}, indent=1)
    with writing(path) as aside:
        aside.write_text(text + "\n", encoding="utf-8")
    return path


def _rounded(row: dict[str, object]) -> dict[str, object]:
    return {key: round(value, 5) if isinstance(value, float) else value for key, value in row.items()}


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
