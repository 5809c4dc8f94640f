"""Scoring a package on images with masks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.models import Package, open_package
from medseg.models.inference import load_predictor
from medseg.records import NetworkParameters, Progress
from medseg.segment.network import segment_with_network
from medseg.training.case_scores import CaseScores
from medseg.training.pair import Pair
from medseg.training.prepare import load_pair
from medseg.training.validation import score_masks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from medseg.models import ModelCard
    from medseg.models.inference import Predictor
    from medseg.segment.network import NetworkResult

LEAST = 1e-6  # probability: the loss of a voxel that is wrong and sure of it is finite


def score_cases(
    package: str | Path | Package, cases: Iterable[Pair], progress: Progress, *, device: str, trust: bool
) -> tuple[CaseScores, ...]:
    """Score a model on images with masks; see `medseg.training.score_package`."""
    opened = package if isinstance(package, Package) else open_package(package, trust=trust)
    pairs, scores = list(cases), []
    with load_predictor(opened, device=device) as predictor:
        for number, pair in enumerate(pairs):
            progress(number / len(pairs), f"Scoring {number + 1} of {len(pairs)}")
            scores.append(_score(pair, opened.card, predictor))
    return tuple(scores)


def _score(pair: Pair, card: ModelCard, predictor: Predictor) -> CaseScores:
    volume, masks = load_pair(pair, card)
    parameters = replace(NetworkParameters(), keep_probabilities=True)
    result = segment_with_network(volume, parameters, predictor=predictor)
    truth = np.stack(masks)
    accuracy, dice = score_masks(_masks(result, card), truth)
    maps = result.probabilities or {}
    loss = loss_of([maps[segment.name].array for segment in card.segments()], truth)
    return CaseScores(pair.source, pair.name, pair.role.value, dice, accuracy, loss)


def _masks(result: NetworkResult, card: ModelCard) -> NDArray[np.bool_]:
    """Masks of the card's segments; sides that were told apart afterwards are one again."""
    found = result.segmentation
    names = [segment.name for segment in card.segments()]
    if set(names) <= set(found.names):
        return np.stack([found.mask(name) for name in names])
    return found.union()[np.newaxis]


def loss_of(probabilities: Sequence[NDArray[np.floating]], truth: NDArray[np.bool_]) -> float:
    """Dice loss plus cross-entropy, mean over the segments.

    Args:
        probabilities: Of each segment (k, j, i).
        truth: Masks (segments, k, j, i).

    Example:
        >>> mask = np.array([[[[True, False]]]])
        >>> round(loss_of([mask[0].astype(float)], mask), 4), round(loss_of([np.full((1, 1, 2), 0.5)], mask), 4)
        (0.0, 1.1931)
    """
    losses = []
    for share, mask in zip(probabilities, truth, strict=True):
        clipped = np.clip(np.asarray(share, dtype=np.float64), LEAST, 1 - LEAST)
        overlap, total = float(clipped[mask].sum()), float(clipped.sum()) + float(mask.sum())
        entropy = -float(np.where(mask, np.log(clipped), np.log1p(-clipped)).mean())
        losses.append(1 - 2 * overlap / total + entropy)
    return float(np.mean(losses))
