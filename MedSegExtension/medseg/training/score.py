"""Scoring a package on images with masks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.records import LoopParameters, Progress
from medseg.training.case_scores import CaseScores
from medseg.training.losses import make_loss
from medseg.training.pair import Pair
from medseg.training.precision import choose_device
from medseg.training.prepare import prepare_case
from medseg.training.validation import predictor, score_masks, to_masks

if TYPE_CHECKING:
    from medseg.models import Package

BATCH = 8


def score_cases(
    package: str | Path | Package, cases: Iterable[Pair], progress: Progress, *, device: str, trust: bool
) -> tuple[CaseScores, ...]:
    """Score a model on images with masks; see `medseg.training.score_package`."""
    import torch

    from medseg.models import Package, open_package

    opened = package if isinstance(package, Package) else open_package(package, trust=trust)
    card, pairs = opened.card, list(cases)
    place = choose_device(device)
    loss = make_loss(LoopParameters(), softmax=card.output.activation == "softmax")
    predict = predictor(opened.network().to(place).eval(), loss, card, place, batch=BATCH)
    scores = []
    with torch.inference_mode():
        for number, pair in enumerate(pairs):
            progress(number / len(pairs), f"Scoring {number + 1} of {len(pairs)}")
            case = prepare_case(pair, card, keep_truth=True)
            probabilities, lost = predict(case)
            accuracy, dice = score_masks(to_masks(probabilities, card), case.own_masks())
            scores.append(CaseScores(pair.source, pair.name, pair.role.value, dice, accuracy, lost))
    return tuple(scores)
