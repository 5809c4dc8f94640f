"""COVID-19 infection on 50 slices outlined by a radiologist: cross-validated predictions alone.

    python examples/infection_slices.py DATA PREPARED [--methods threshold cnn unet]

DATA holds `ct_infection_slices`. Each slice is segmented by a network that saw neither it nor a slice of its group, and by the
interval of greys that is best on the other folds. PREPARED is the folder of the trainings: networks of folds that are there,
in `PREPARED/runs`, are used, the others trained first, which takes hours.
"""

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from cohort import arguments_of, logger, report, spread, work_through, write_cases

from medseg.io import read_volume, write
from medseg.models import open_package
from medseg.models.inference import load_predictor
from medseg.records import NetworkParameters, TrainingParameters
from medseg.segment import segment_with_network
from medseg.training import Pair, find_cases, read_config, train
from medseg.volume import Segment, Segmentation, Volume

TRAINING = Path(__file__).parents[1] / "training"
sys.path.insert(0, str(TRAINING))

from cross_validate import FOLDS, greys_and_mask, of_fold  # noqa: E402
from grey_interval import GreyInterval  # noqa: E402
from prepare_infection import prepare  # noqa: E402

TITLES = {"threshold": "Thresholding", "cnn": "CNN", "unet": "U-Net"}
INFECTION = Segment("Infection")


def main() -> None:
    """Predict every slice by what has not seen it, score, make the report."""
    parser = arguments_of(__doc__, "infection-slices")
    parser.add_argument("prepared", type=Path, help="folder of the trainings")
    parser.add_argument("--methods", nargs="*", default=list(TITLES))
    arguments = parser.parse_args()
    prepared = arguments.prepared.resolve()
    os.environ["MEDSEG_TRAINING"] = str(prepared)
    slices = prepared / "infection" / "exact"
    if not slices.exists():
        source = arguments.data / "ct_infection_slices"
        prepare(source / "train50", slices, weak=False)
        prepare(source / "train_pseudo", prepared / "infection" / "weak", weak=True, left_out=names_too_near())
    names = spread(sorted(path.stem for path in (slices / "images").glob("*.png")), arguments.limit)
    predictions = arguments.output.resolve() / "private" / "predictions"
    for method in arguments.methods:
        for case, volume, mask in predicted(method, prepared / "runs", set(names)):
            made = Segmentation.from_masks(volume.geometry, {INFECTION: mask}, "infection")
            write(made, predictions / method / f"{case.name}.seg.nrrd")
        logger.info("%s: predicted", TITLES[method])
    groups = groups_of_slices()
    cases = [
        {
            "image": slices / "images" / f"{name}.png",
            "reference": named(slices / "masks" / f"{name}.png", predictions / "reference"),
            "case": f"slice {name}",
            "patient": f"group {groups[name]}",
            "source": "train50",
        }
        for name in names
    ]
    table = write_cases(cases, arguments.output / "private" / "slices.csv")
    methods = (f"{TITLES[method]}=file:{predictions / method}/{{stem}}.seg.nrrd" for method in arguments.methods)
    work_through(table, methods, arguments.output)
    report(arguments.output, "COVID-19 infection on CT slices, cross-validated")


def named(mask: Path, folder: Path) -> Path:
    """A mask's file with the name of what it shows, which a picture cannot hold."""
    outlines = read_volume(mask)
    segmentation = Segmentation.from_masks(outlines.geometry, {INFECTION: outlines.array > 0}, "infection")
    path = folder / f"{mask.stem}.seg.nrrd"
    write(segmentation, path)
    return path


def predicted(method: str, runs: Path, names: set[str]) -> Iterator[tuple[Pair, Volume, np.ndarray]]:
    """Each slice with a mask (1, j, i) by what was made without its fold."""
    for fold in range(FOLDS):
        if method == "threshold":
            split = find_cases(of_fold(read_config(TRAINING / "infection-ct-unet.yaml"), fold, weak=False))
            interval = GreyInterval.best_for([greys_and_mask(case) for case in split.train])
            for case in (case for case in split.test if case.name in names):
                volume = read_volume(Path(case.image))
                yield case, volume, interval.mask(volume.array)
        else:
            yield from by_network(method, fold, runs, names)


def by_network(method: str, fold: int, runs: Path, names: set[str]) -> Iterator[tuple[Pair, Volume, np.ndarray]]:
    """The slices of a fold, by the network that was trained without it; trained here where it is not there."""
    parameters = of_fold(read_config(TRAINING / f"infection-ct-{method}.yaml"), fold, weak=True)
    output = runs / f"{parameters.name}-fold{fold}"
    train_where_missing(parameters, output)
    package = open_package(output / "package")
    settings = NetworkParameters(method=method, target="infection", model=str(output / "package"))
    with load_predictor(package) as predictor:
        for case in (case for case in find_cases(parameters).test if case.name in names):
            volume = read_volume(Path(case.image))
            yield case, volume, segment_with_network(volume, settings, predictor=predictor).segmentation.union()


def train_where_missing(parameters: TrainingParameters, output: Path) -> None:
    """Train, and before it all steps that the training goes on from."""
    if (output / "scores.json").exists():
        return
    if parameters.loop.initial:
        before = Path(parameters.loop.initial).parent
        train_where_missing(read_config(TRAINING / f"{before.name}.yaml"), before)
    train(parameters, output)


def groups_of_slices() -> dict[str, str]:
    """Slices that may show one patient."""
    with (TRAINING / "infection-ct-groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["image"]: row["group"] for row in csv.DictReader(file)}


def names_too_near() -> set[str]:
    """Weakly labelled slices that resemble one that is scored."""
    with (TRAINING / "infection-ct-too-near.csv").open(encoding="utf-8", newline="") as file:
        return {row["image"] for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
