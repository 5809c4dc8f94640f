"""Put trained packages where they ship, with their scores on the card.

    python training/ship.py RUNS NAME ...

RUNS/NAME/package is what `medseg train` wrote; an int8 version comes from RUNS/NAME/int8, where `medseg models quantise` made
one of it. The scores come from `training/scores/*.json`, so score first:
`training/score.py ... --models` with the folder of packages. A package that ships already is replaced.
"""

import argparse
import dataclasses
import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring import SCORES

from medseg.errors import ModelError
from medseg.models import ModelCard, Package, open_package, write_package
from medseg.models.inference.openvino_model import INT8_FILES
from medseg.models.package_history import HISTORY
from medseg.models.quantise import SET as INT8_SET
from medseg.training import read_config
from medseg.training.draft_card import draft_card

HERE = Path(__file__).parent
TARGET = HERE.parent / "MedSegExtension/medseg/data/models"
STEPS = (
    "{0}-weak-{1}",
    "{0}-middle-{1}",
    "{0}-late-{1}",
    "{0}-{1}-start",
    "{0}-{1}-middle",
    "{0}-{1}-flat",
    "{0}-{1}-deep",
    "{0}-{1}-lesions",
    "{0}-{1}-pleura",
    "{0}-{1}-real",
    "{0}-{1}-late",
)  # runs that a training began with, in order
KEPT = ("set", "cases", "dice", "lowest", "accuracy", "loss")

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the arguments and ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for name in arguments.names:
        ship(arguments.runs, name, arguments.target / name)


def ship(runs: Path, name: str, target: Path) -> None:
    """Write a package with its scores; its weights stay those of the training, in half precision."""
    package = open_package(runs / name / "package")
    training = with_steps(package.card.training, [runs / step.format(*name.rsplit("-", 1)) for step in STEPS])
    licence = target / "LICENCE"
    others = {licence.name: licence.read_bytes()} if licence.exists() else {}
    files, agreement = int8_version(runs / name / "int8", package)
    scores = (*metrics(package.name), *agreement)
    card = dataclasses.replace(as_configured(package.card), training=training, metrics=scores)
    state = package.network().state_dict()
    if target.exists():
        shutil.rmtree(target)
    write_package(target, card, state, half=True, others=others | files)
    history = runs / name / HISTORY
    if history.exists():  # beside the checked files: it is shown by comparisons, and decides nothing
        shutil.copyfile(history, target / HISTORY)
    logger.info("%s: %s", target, ", ".join(f"{one['set']} {one['dice']:.3f}" for one in card.metrics))


def int8_version(folder: Path, package: Package) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    """Files of the int8 version, and how far it agrees with the network; nothing where none was made."""
    if not folder.exists():
        return {}, []
    made = open_package(folder)
    if made.card.files["model.safetensors"] != package.card.files["model.safetensors"]:
        raise ModelError(f"Expected the int8 version of {package.name} as it is now, got one of other weights: make it anew.")
    return {name: made.read(name) for name in INT8_FILES}, [row for row in made.card.metrics if row["set"] == INT8_SET]


def as_configured(card: ModelCard) -> ModelCard:
    """A card with the words of its configuration as it is now: what it takes and gives, its limits, its licence."""
    now = draft_card(read_config(HERE / f"{card.name}.yaml"))
    if now.architecture != card.architecture or now.input.size != card.input.size:
        raise ModelError(f"Expected {card.name} to be trained by its configuration as it is now, got another network: train it.")
    words = ("title", "input", "output", "limits", "licence")
    return dataclasses.replace(card, **{word: getattr(now, word) for word in words})


def with_steps(training: Mapping[str, Any], runs: Sequence[Path]) -> dict[str, Any]:
    """What is said of a training, with those whose weights it began with: their epochs and seconds count too."""
    total, steps = dict(training), []
    for run in runs:
        if run.exists():
            before = open_package(run / "package").card.training
            steps.append({"name": run.name} | {key: before[key] for key in ("config_sha256", "epochs", "seconds", "seed")})
            total |= {key: total[key] + before[key] for key in ("epochs", "seconds")}
    return total | ({"steps_before": steps} if steps else {})


def metrics(name: str) -> list[dict[str, Any]]:
    """Scores of a package by set."""
    rows = [row for path in sorted(SCORES.glob("*.json")) for row in json.loads(path.read_text())["rows"]]
    return [{key: row[key] for key in KEPT} for row in rows if row["model"].strip("`") == name]


if __name__ == "__main__":
    main()
