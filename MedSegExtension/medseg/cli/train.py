"""`medseg train`: images with masks to a network's package."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import App, Group, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common
from medseg.cli.streams import deliver
from medseg.cli.tables import Rows, to_table
from medseg.records import TrainingParameters
from medseg.training import TrainingResult, read_config, train
from medseg.training.case_scores import mean_scores

EXAMPLES = """Examples:

    medseg train lungs.yaml -o runs/lungs
    medseg train lungs.yaml -o runs/lungs --no-resume
    medseg train lungs.yaml -o runs/fold1 --folds 5 --fold 1
    medseg train lungs.yaml -o runs/lungs --progress json
    torchrun --nproc-per-node 2 -m medseg train lungs.yaml -o runs/lungs
"""

OVERRIDES = Group("Instead of what the configuration says", sort_key=10)

app = App(name="train", help_epilogue=EXAMPLES)


@app.default
def run(
    config: Path,
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")],
    resume: Annotated[bool, Parameter(negative="--no-resume")] = True,
    device: Annotated[str | None, Parameter(group=OVERRIDES)] = None,
    epochs: Annotated[int | None, Parameter(group=OVERRIDES)] = None,
    threads: Annotated[int | None, Parameter(group=OVERRIDES)] = None,
    seed: Annotated[int | None, Parameter(group=OVERRIDES)] = None,
    folds: Annotated[int | None, Parameter(group=OVERRIDES)] = None,
    fold: Annotated[int | None, Parameter(group=OVERRIDES)] = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Train a network on images with masks, and write it as a package.

    Args:
        config: What to train, on what and how: a YAML file; docs/training.md describes it.
        output: Folder for the history, the checkpoint and the package. A training that was stopped goes on.
        resume: Go on from the folder's checkpoint where there is one.
        device: auto, cpu, cuda, cuda:1 or mps.
        epochs: Rounds through the images.
        threads: Threads to compute with.
        seed: Of weights, order and augmentation.
        folds: Number of parts for cross-validation.
        fold: Which part is kept back, from 0.
        json: Write scores and history as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    loop = {"device": device, "epochs": epochs, "threads": threads, "seed": seed}
    parameters = _overridden(read_config(config), loop, {"folds": folds, "fold": fold})
    with messages.progress() as progress:
        result = train(parameters, output, progress, resume, command=" ".join(["medseg", *map(_shown, sys.argv[1:])]))
    payload = {
        "package": result.package_path,
        "best_epoch": result.best_epoch,
        "scores": mean_scores(result.scores),
        "history": result.history,
    }
    deliver(payload, json, to_table(_rows(result)), f"written: {result.package_path}")


def _overridden(
    parameters: TrainingParameters, loop: dict[str, int | str | None], split: dict[str, int | None]
) -> TrainingParameters:
    given_loop = {name: value for name, value in loop.items() if value is not None}
    given_split = {name: value for name, value in split.items() if value is not None}
    return replace(
        parameters,
        loop=replace(parameters.loop, **given_loop),  # type: ignore[arg-type]  # by name
        split=replace(parameters.split, **given_split),  # type: ignore[arg-type]  # by name
    )


def _shown(argument: str) -> str:
    """An argument as the model's card may have it: paths by their last part, so that nobody's folders are told."""
    return Path(argument).name if "/" in argument or "\\" in argument else argument


def _rows(result: TrainingResult) -> Rows:
    rows = [("images", "part", "cases", "Dice", "lowest", "accuracy", "loss")]
    for one in mean_scores(result.scores):
        numbers = (one["dice"], one["dice_lowest"], one["accuracy"], one["loss"])
        rows.append(
            (one["set"], one["part"], str(one["cases"]), *("-" if value is None else f"{value:.4f}" for value in numbers))
        )
    return rows
