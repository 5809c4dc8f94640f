"""Training networks: data sets split by patient, the loop, its history, and the package that comes of it.

Importing this imports nothing heavy; the functions do when they are called.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.records import Progress, TrainingParameters, ignore_progress
from medseg.training.case_scores import CaseScores
from medseg.training.epoch_scores import EpochScores
from medseg.training.pair import Pair
from medseg.training.result import TrainingResult
from medseg.training.split_pairs import Split

if TYPE_CHECKING:
    from medseg.models import Package

__all__ = [
    "CaseScores",
    "EpochScores",
    "Pair",
    "Split",
    "TrainingResult",
    "find_cases",
    "read_config",
    "score_package",
    "train",
]


def read_config(path: str | Path) -> TrainingParameters:
    """Read what to train, on what and how from a YAML file.

    Args:
        path: The file. `${NAME}` in it stands for an environment variable; paths in it are relative to its folder.

    Returns:
        The parameters, with absolute paths.

    Raises:
        ParameterError: It cannot be read, an environment variable is not set, a name is unknown, or a value cannot be.
        MissingDependencyError: PyYAML is not installed.
    """
    from medseg.training.config import read_file

    return read_file(Path(path))


def find_cases(parameters: TrainingParameters) -> Split:
    """The pairs of image and mask that a configuration names, shared out by patient; no image is read.

    Raises:
        InputError: There are no pairs, an image has no mask, or a patient would be in two parts.
    """
    from medseg.training.find_pairs import find_pairs
    from medseg.training.groups import read_groups
    from medseg.training.split_pairs import split_pairs

    return split_pairs(find_pairs(parameters.data), parameters.split, read_groups(parameters.split.groups))


def train(
    parameters: TrainingParameters,
    output: str | Path,
    progress: Progress = ignore_progress,
    resume: bool = True,
    *,
    command: str = "medseg train",
    pairs: Sequence[Pair] | None = None,
) -> TrainingResult:
    """Train a network, and write it as a package.

    In the output folder: `history.csv` and `history.png` (loss, accuracy and Dice of each epoch), `events.jsonl` (the same for
    programs, as it goes on), `checkpoint.safetensors` (what a run that was stopped goes on from), `package` (the model),
    `scores.json` (its scores on each image kept back) and `split.json` (which image was used for what).

    Args:
        parameters: What to train, on what and how.
        output: Folder; made if it is missing.
        progress: Told how far the training is; may raise `CancelledError`, which leaves a checkpoint.
        resume: Go on from the folder's checkpoint where there is one; otherwise begin anew.
        command: How it was started, for the model's card.
        pairs: Images and masks; default: those that the parameters name.

    Returns:
        Where the package is, and the history.

    Raises:
        InputError: Nothing to train on, masks of another size than their image, a patient in two parts, a checkpoint of another
            configuration.
        WriteError: The folder cannot be written to.
        MissingDependencyError: torch, MONAI or safetensors are not installed.
    """
    from medseg.training.run import run_training

    return run_training(parameters, Path(output), progress, resume=resume, command=command, pairs=pairs)


def score_package(
    package: "str | Path | Package",
    cases: Iterable[Pair],
    progress: Progress = ignore_progress,
    *,
    device: str = "auto",
    trust: bool = False,
) -> tuple[CaseScores, ...]:
    """Score a model on images with masks: segmented as a user would get them, scored at the images' own size.

    Args:
        package: The package, its folder or its name.
        cases: Images and masks, such as `find_cases(read_config(...)).test`.
        progress: Told how far it is.
        device: Where to compute.
        trust: Allow formats that can run code.

    Returns:
        Dice, accuracy and loss of each case; see `mean_scores` of `medseg.training.case_scores` for each source.

    Raises:
        InputError: The images are not what the model takes, or masks are of another size.
    """
    from medseg.training.score import score_cases

    return score_cases(package, cases, progress, device=device, trust=trust)
