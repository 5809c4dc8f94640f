"""What a training gave."""

from dataclasses import dataclass
from pathlib import Path

from medseg.training.case_scores import CaseScores
from medseg.training.epoch_scores import EpochScores


@dataclass(frozen=True)
class TrainingResult:
    """What a training gave.

    Attributes:
        package_path: Folder of the model's package.
        history: One line an epoch.
        best_epoch: Number of the epoch whose weights were kept.
        scores: Scores on each image that was kept back, by the kept weights.
    """

    package_path: Path
    history: tuple[EpochScores, ...]
    best_epoch: int
    scores: tuple[CaseScores, ...] = ()
