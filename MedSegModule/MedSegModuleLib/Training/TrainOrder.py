"""A training that was asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medseg.records import TrainingParameters


@dataclass(frozen=True, kw_only=True)
class TrainOrder:
    """What is to be trained.

    Attributes:
        parameters: What, on what and how.
        output: Takes history, checkpoints and model.
        pairs: `TrainPair`s of the scene that are written there first; none where the images are files already.
        resumes: Whether it goes on from the folder's checkpoint.
    """

    parameters: TrainingParameters
    output: Path
    pairs: tuple[Any, ...] = ()
    resumes: bool = False
