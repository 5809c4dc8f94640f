"""The task `train`."""

from typing import Any

from medseg.errors import ParameterError
from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import Parcel
from medseg.records import DataParameters, Progress, TrainingParameters, TrainingRun
from medseg.training import Pair, train
from medseg.training.case_scores import mean_scores
from medseg.training.history import history_to_json

IMAGE, MASK = "image-", "mask-"


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Train a network, and write it as a package."""
    training: TrainingParameters = parameters["training"]
    where: TrainingRun = parameters["run"]
    if not where.output:
        raise ParameterError("Expected a folder for the training (run: output), got none.")
    pairs = _pairs(parcel, training) or None
    found = train(training, where.output, progress, where.resume, command=where.command, pairs=pairs)
    record = {
        "package": str(found.package_path),
        "best_epoch": found.best_epoch,
        "history": history_to_json(found.history),
        "scores": to_json(mean_scores(found.scores)),
    }
    return Parcel(record)


def _pairs(parcel: Parcel, parameters: TrainingParameters) -> list[Pair]:
    """The images and masks that came along, each of a patient of its own, in the first source's name."""
    data = parameters.data[0] if parameters.data else DataParameters()
    numbers = sorted(int(name.removeprefix(IMAGE)) for name in parcel.volumes)
    return [
        Pair(parcel.volumes[f"{IMAGE}{n}"], parcel.segmentations[f"{MASK}{n}"], f"{n}", f"{IMAGE}{n}", data.role, data)
        for n in numbers
    ]
