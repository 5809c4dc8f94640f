"""Parameters of one run of a training."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """Where a training writes, and whether it goes on where one was interrupted.

    Attributes:
        output: Folder for the history, the checkpoint and the package.
        resume: Go on from the folder's checkpoint where there is one; otherwise begin anew.
        command: How it was started, for the model's card.
    """

    output: str = ""
    resume: bool = True
    command: str = "medseg train"
