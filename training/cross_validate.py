"""Score the infection networks, and thresholds, by cross-validation on the slices outlined by a radiologist.

    python training/cross_validate.py $MEDSEG_TRAINING [--methods threshold cnn unet] [--without-weak]

Each slice of `train50` is scored by a network that saw neither it nor a slice of its group (training/infection-ct-groups.csv).
Trained are, by `training/infection-ct-{cnn,unet}.yaml`, five networks each, in `$MEDSEG_TRAINING/runs`; what is there is not
trained again. With `--without-weak` five more each see no weak labels at all. Writes `training/scores/infection-ct.json`.
"""

import argparse
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from grey_interval import GreyInterval
from numpy.typing import NDArray
from scoring import CaseScore, Row, score_case, summarise, write_rows

from medseg.io import read_volume
from medseg.models import Package, open_package
from medseg.models.preprocessing import prepare_slices, restore_slices
from medseg.records import DataRole, TrainingParameters
from medseg.training import Pair, find_cases, read_config, train

HERE = Path(__file__).parent
FOLDS = 5
TITLE = "COVID-19 infection in chest CT"
SET = "train50, five-fold cross-validation"
WITHOUT_WEAK = f"{SET}, without weak labels"
TURNED = f"{SET}, mean of eight turns and flips"
NOTE = "five networks trained as the package was, which saw all slices itself"
EPOCHS_WITHOUT_WEAK = 12
"""Without the first step on weak labels there is more to learn from the exact ones: as long as the U-Net's second step."""

logger = logging.getLogger(__name__)


def main() -> None:
    """Train what is missing, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--methods", nargs="*", default=["threshold", "cnn", "unet"])
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)), help="only these: nothing is written then")
    parser.add_argument("--without-weak", action="store_true")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    os.environ["MEDSEG_TRAINING"] = str(arguments.prepared.resolve())
    for method in arguments.methods:
        rows = rows_of(method, arguments.prepared / "runs", arguments.folds, weak=not arguments.without_weak)
        for row in rows:
            logger.info("%s, %s: Dice %.4f, lowest %.4f", row.set, row.method, row.dice, row.lowest)
        if set(arguments.folds) == set(range(FOLDS)):
            write_rows("infection-ct", TITLE, "infection", rows)


def rows_of(method: str, runs: Path, folds: list[int], *, weak: bool) -> list[Row]:
    """Scores of a method on the slices of some folds."""
    if method == "threshold":
        return [summarise(SET, method, "interval of greys chosen on the other folds", scores_by_threshold(folds))]
    plain: list[CaseScore] = []
    turned: list[CaseScore] = []
    for fold in folds:
        parameters = of_fold(read_config(HERE / f"infection-ct-{method}.yaml"), fold, weak=weak)
        output = runs / f"{parameters.name}-{'fold' if weak else 'exact'}{fold}"
        if not (output / "scores.json").exists():
            train(parameters, output)
        for case in find_cases(parameters).test:
            one, eight = score_slice(open_package(output / "package"), case, fold, threshold=parameters.output["threshold"])
            plain.append(one)
            turned.append(eight)
    names = (SET, TURNED) if weak else (WITHOUT_WEAK, f"{TURNED}, without weak labels")
    model = f"`{read_config(HERE / f'infection-ct-{method}.yaml').name}`"
    return [summarise(name, method, model, scores, NOTE) for name, scores in zip(names, (plain, turned), strict=True)]


def of_fold(parameters: TrainingParameters, fold: int, *, weak: bool) -> TrainingParameters:
    """A configuration which keeps back a fold, with or without what comes of weak labels."""
    split = replace(parameters.split, folds=FOLDS, fold=fold)
    if weak:
        return replace(parameters, split=split)
    exact = tuple(source for source in parameters.data if source.role is not DataRole.WEAK)
    loop = replace(parameters.loop, initial="", epochs=EPOCHS_WITHOUT_WEAK, learning_rate=2e-3)
    return replace(parameters, split=split, data=exact, loop=loop)


def score_slice(package: Package, case: Pair, fold: int, *, threshold: float) -> tuple[CaseScore, CaseScore]:
    """Score one slice, at its own size: the network's word as it is, and the mean of its words on all turns and flips."""
    volume, truth = read_volume(Path(case.image)), read_volume(Path(case.mask)).array > 0
    images, placement = prepare_slices(volume, package.card)
    network = package.network().eval()
    with torch.inference_mode():
        words = [restored(network, torch.from_numpy(images), turn) for turn in turns()]
    scores = []
    for said in (words[0], np.mean(words, axis=0)):
        probability = restore_slices(said, placement)[0]
        name = f"{case.name}, fold {fold}"
        scores.append(score_case(name, probability >= threshold, truth, probability))
    return scores[0], scores[1]


def turns() -> Iterator[tuple[int, bool]]:
    """Quarter turns and flips, first none of them."""
    yield from ((quarter, flipped) for flipped in (False, True) for quarter in range(4))


def restored(network: torch.nn.Module, images: torch.Tensor, turn: tuple[int, bool]) -> NDArray[np.float32]:
    """What a network says of turned images (square), turned back."""
    quarter, flipped = turn
    moved = torch.rot90(images.flip(-1) if flipped else images, quarter, (-2, -1))
    said = torch.rot90(torch.sigmoid(network(moved)), -quarter, (-2, -1))
    return np.asarray((said.flip(-1) if flipped else said).numpy(), dtype=np.float32)


def scores_by_threshold(folds: list[int]) -> list[CaseScore]:
    """Scores of the interval of greys, after smoothing, that is best on the slices of the other folds."""
    scores = []
    for fold in folds:
        split = find_cases(of_fold(read_config(HERE / "infection-ct-unet.yaml"), fold, weak=False))
        interval = GreyInterval.best_for([greys_and_mask(case) for case in split.train])
        logger.info("fold %d: greys %d to %d after smoothing by %g pixels", fold, interval.low, interval.high, interval.smoothing)
        for case in split.test:
            greys, truth = greys_and_mask(case)
            scores.append(score_case(f"{case.name}, fold {fold}", interval.mask(greys), truth))
    return scores


def greys_and_mask(case: Pair) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A slice (1, j, i) and its outlines."""
    return read_volume(Path(case.image)).array, read_volume(Path(case.mask)).array > 0


if __name__ == "__main__":
    main()
