"""Score the lungs packages, and thresholds on the same cases, on images that were not trained on.

    python training/score.py DATA PREPARED [--models FOLDER] [--tasks xray ct] [--methods threshold cnn unet]

DATA holds `ct_chest_lungs`; PREPARED is what `prepare_xray.py` wrote. Writes `training/scores/lungs-{xray,ct}.json`. Networks
run as `medseg segment --method` runs them. FOLDER holds packages by name, by default those that ship.
"""

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ct_changes import with_lesions
from film_changes import changed
from scipy import ndimage
from scoring import CaseScore, Row, score_case, summarise, write_rows

from medseg.io import read_volume
from medseg.models import open_package
from medseg.models.inference import load_predictor
from medseg.records import (
    AutoThreshold,
    CleanupParameters,
    NetworkParameters,
    PhantomParameters,
    Side,
    ThresholdParameters,
)
from medseg.sample import make_phantom
from medseg.segment import segment_with_threshold
from medseg.segment.network import segment_with_network
from medseg.volume import Geometry, Segmentation, Volume
from medseg.volume.axial_frame import AxialFrame

SHIPPED = Path(__file__).parents[1] / "MedSegExtension/medseg/data/models"
PHANTOMS = range(901, 905)
SEED = 77
NEAR_MM = 10.0
TITLES = {"xray": "Lungs in chest X-rays", "ct": "Lungs in chest CT"}
OTSU = ThresholdParameters(auto=AutoThreshold.OTSU, side=Side.BELOW)
RECIPE = ThresholdParameters(preset="lungs")

logger = logging.getLogger(__name__)


class Case(NamedTuple):
    """An image, its true lungs (k, j, i), and where they are compared; None for everywhere."""

    name: str
    volume: Volume
    truth: np.ndarray
    where: np.ndarray | None = None


class Found(NamedTuple):
    """A mask (k, j, i), and the probabilities it was cut from where there are such."""

    mask: np.ndarray
    probability: np.ndarray | None


def main() -> None:
    """Read the arguments and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--models", type=Path, default=SHIPPED)
    parser.add_argument("--tasks", nargs="*", default=["xray", "ct"])
    parser.add_argument("--methods", nargs="*", default=["threshold", "cnn", "unet"])
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    logger.setLevel(logging.INFO)
    for task in arguments.tasks:
        rows = []
        for name, cases in sets(task, arguments.data, arguments.prepared).items():
            for method in arguments.methods:
                rows.append(score_set(name, cases, task, method, arguments.models))
                write_rows(f"lungs-{task}", TITLES[task], "lungs", rows)


def sets(task: str, data: Path, prepared: Path) -> dict[str, Callable[[], Iterator[Case]]]:
    """The sets of a task by name; each is read anew when it is called."""
    if task == "xray":
        held_out = prepared / "xray" / "test"
        return {
            "Shenzhen, held-out fifth": lambda: films(held_out),
            "Shenzhen, held-out fifth, changed: opacities, devices, tones, crops, borders": lambda: changed_films(held_out),
        }
    return {
        "ct_chest_lungs": lambda: chests(data / "ct_chest_lungs"),
        "ct_chest_lungs, lesions painted in": lambda: chests_with_lesions(data / "ct_chest_lungs"),
        "phantoms with lesions at the pleura": lambda: map(phantom, PHANTOMS),
        "the same phantoms within 10 mm of those lesions": lambda: map(near_lesions, PHANTOMS),
    }


def score_set(name: str, cases: Callable[[], Iterator[Case]], task: str, method: str, models: Path) -> Row:
    """Score a method on a set."""
    segment, model = (
        by_threshold(task) if method == "threshold" else by_network(package_at(models, f"lungs-{task}-{method}"), method)
    )
    scores: list[CaseScore] = []
    for case in cases():
        start = time.perf_counter()
        found = segment(case.volume)
        seconds = time.perf_counter() - start
        where = np.ones_like(case.truth) if case.where is None else case.where
        chances = None if found.probability is None else found.probability[where]
        scores.append(score_case(case.name, found.mask[where], case.truth[where], chances, seconds))
    row = summarise(name, method, model, scores)
    worst = ", ".join(f"{score.name} {score.dice:.3f}" for score in sorted(scores, key=lambda one: one.dice)[:4])
    logger.info("%s, %s: Dice %.4f, lowest %s", name, row.method, row.dice, worst)
    return row


def package_at(models: Path, name: str) -> Path:
    """A package in a folder of packages, or in one of runs of `medseg train`."""
    return models / name / "package" if (models / name / "package").exists() else models / name


def by_network(package: Path, method: str) -> tuple[Callable[[Volume], Found], str]:
    """A package as `medseg segment` runs it."""
    parameters = NetworkParameters(method=method, target="lungs", model=str(package), keep_probabilities=True)
    predictor = load_predictor(open_package(package))

    def segment(volume: Volume) -> Found:
        result = segment_with_network(volume, parameters, predictor=predictor)
        chances = [chance.array for chance in (result.probabilities or {}).values()]
        return Found(result.segmentation.union(), np.max(chances, axis=0) if chances else None)

    return segment, f"`{package.parent.name if package.name == 'package' else package.name}`"


def by_threshold(task: str) -> tuple[Callable[[Volume], Found], str]:
    """What there is without a network: the recipe for CT, Otsu's threshold and a network's last steps for films."""
    after = CleanupParameters(keep_largest=2, fill_holes=True) if task == "xray" else CleanupParameters()
    parameters = OTSU if task == "xray" else RECIPE

    def segment(volume: Volume) -> Found:
        return Found(segment_with_threshold(volume, parameters, after=after).union(), None)

    return segment, "Otsu, darker side, two largest parts, holes filled" if task == "xray" else "recipe `lungs`"


def films(folder: Path) -> Iterator[Case]:
    """Films as they are."""
    for path in sorted((folder / "images").glob("*.png")):
        truth = read_volume(folder / "masks" / path.name).array > 127
        yield Case(path.stem, read_volume(path), truth)


def changed_films(folder: Path) -> Iterator[Case]:
    """Films with opacities, devices, other tones, crops and borders, drawn with other numbers than those to train on."""
    for number, case in enumerate(films(folder)):
        random = np.random.default_rng([SEED, number])
        film, lungs = changed(case.volume.array[0].astype(np.float32) / 255, case.truth[0], random)
        grey = np.round(film * 255).astype(np.uint8)[None]
        geometry = Geometry.from_axes(grey.shape, (1.0, 1.0, 1.0))
        yield Case(case.name, replace(case.volume, array=grey, geometry=geometry), lungs[None])


def chests(folder: Path) -> Iterator[Case]:
    """Whole thoraxes; their masks ring, so that the lungs are what is above 127."""
    for path in sorted(folder.glob("*-msk.nii.gz")):
        name = path.name.replace("-msk", "")
        yield Case(name.split("-")[0], read_volume(folder / name), read_volume(path).array > 127)


def chests_with_lesions(folder: Path) -> Iterator[Case]:
    """The same with ground glass, consolidations and fluid painted in; what is lung stays the same."""
    for number, case in enumerate(chests(folder)):
        frame = AxialFrame(case.volume.geometry)
        hu, lungs = frame.to_axial(case.volume.array).astype(np.float32).copy(), frame.to_axial(case.truth)
        painted = with_lesions(hu, lungs, frame.spacing_mm, np.random.default_rng([SEED, number]))
        yield Case(case.name, replace(case.volume, array=frame.from_axial(painted)), case.truth)


@cache
def painted_phantom(seed: int) -> tuple[Volume, Segmentation]:
    """A phantom with many lesions, every other consolidation at the pleura; made once."""
    parameters = PhantomParameters(columns=256, rows=224, slices=40, seed=seed, ground_glass=10, consolidations=12)
    return make_phantom(parameters)


def phantom(seed: int) -> Case:
    """A phantom, of another seed than those to train on."""
    volume, truth = painted_phantom(seed)
    return Case(f"seed {seed}", volume, truth.mask("Right lung") | truth.mask("Left lung"))


def near_lesions(seed: int) -> Case:
    """A phantom, looked at where lesions touch the pleura."""
    case, spacing_mm = phantom(seed), painted_phantom(seed)[0].geometry.spacing_mm
    lesions, _ = ndimage.label(painted_phantom(seed)[1].mask("Consolidation"))
    depth_mm = ndimage.distance_transform_edt(case.truth, sampling=spacing_mm)
    touching = np.unique(lesions[(depth_mm <= max(spacing_mm[1:])) & (lesions > 0)])
    far_mm = ndimage.distance_transform_edt(~np.isin(lesions, touching), sampling=spacing_mm)
    return case._replace(where=far_mm <= NEAR_MM)


if __name__ == "__main__":
    main()
