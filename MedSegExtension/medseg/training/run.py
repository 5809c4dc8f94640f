"""From a configuration to a package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.models.inference.allocator import keep_memory
from medseg.optional import require
from medseg.records import Progress, TrainingParameters
from medseg.training.draft_card import draft_card
from medseg.training.pair import Pair
from medseg.training.result import TrainingResult
from medseg.training.team import joined

if TYPE_CHECKING:
    from medseg.training.split_pairs import Split


def run_training(
    parameters: TrainingParameters,
    output: Path,
    progress: Progress,
    *,
    resume: bool,
    command: str,
    pairs: Sequence[Pair] | None,
) -> TrainingResult:
    """Train, and write the package; see `medseg.training.train`."""
    from medseg.training.session import Session

    for module in ("torch", "monai", "safetensors"):
        require(module, "train")
    card = draft_card(parameters)
    split = _split(parameters, pairs)
    keep_memory()
    with joined(parameters.loop.device) as team:
        session = Session(parameters, card, split, output, progress, team=team)
        return session.run(resume=resume, command=command)


def _split(parameters: TrainingParameters, pairs: Sequence[Pair] | None) -> Split:
    from medseg.training.find_pairs import find_pairs
    from medseg.training.groups import read_groups
    from medseg.training.split_pairs import split_pairs

    found = find_pairs(parameters.data) if pairs is None else pairs
    return split_pairs(found, parameters.split, read_groups(parameters.split.groups))
