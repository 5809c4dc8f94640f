"""How much there is to train on, and about how long that takes."""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medseg.records import TrainingParameters
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.Training.pairFiles import readPair
from MedSegModuleLib.Training.TrainCheck import TrainCheck
from MedSegModuleLib.Training.trainConfig import trainingParameters
from MedSegModuleLib.Training.TrainSource import TrainSource

LOOKED_AT = 40  # images whose size is looked up; the others are taken to be like them
SECONDS_A_MILLION = {"unet": 3.0, "cnn": 1.5}  # one core, one step on a million voxels of the network's input
FORWARD_SHARE = 0.3  # of that for an image that is only scored
START_SECONDS = 15.0  # loading PyTorch, reading images, writing the model
GPUS = ("cuda", "mps")

Shape = tuple[int, int, int]


def checkTraining(parameterNode: Any) -> TrainCheck:
    """Look at all pairs, and say how much there is.

    Raises:
        MedSegError: There are no pairs, or one cannot be trained on; the message says what to do.
    """
    parameters = trainingParameters(parameterNode)
    split, shapes = _sceneSplit(parameterNode, parameters) if _isScene(parameterNode) else _fileSplit(parameters)
    heldOut = (*split.validation, *split.test)
    pairs = (*split.train, *heldOut)
    scale = len(pairs) / len(shapes)
    return TrainCheck(
        pairs=len(pairs),
        patients=len({pair.patient for pair in pairs}),
        trained=len(split.train),
        heldOut=len(heldOut),
        voxels=round(scale * sum(map(math.prod, shapes))),
        seconds=secondsOf(parameters, len(split.train), len(heldOut), shapes),
    )


def secondsOf(parameters: TrainingParameters, trained: int, heldOut: int, shapes: Sequence[Shape]) -> float | None:
    """About how long a training takes on this computer.

    Args:
        parameters: What is trained, and how.
        trained: Images that are trained on.
        heldOut: Images that are scored after each epoch.
        shapes: Shapes (k, j, i) of some of them.

    Returns:
        Seconds; None on a GPU.
    """
    from medseg.training.draft_card import draft_card

    if parameters.loop.device.startswith(GPUS):
        return None
    size = draft_card(parameters).input.size
    inputs = [math.prod(shape) if len(size) == 3 else shape[0] * math.prod(size) for shape in shapes]
    millions = sum(inputs) / len(inputs) / 1e6
    cores = parameters.loop.threads or Preferences().threads or os.cpu_count() or 1
    rate = SECONDS_A_MILLION[parameters.method] / cores
    training = parameters.loop.epochs * millions * rate * (trained + FORWARD_SHARE * heldOut)
    limit = 60 * parameters.loop.minutes or math.inf
    return START_SECONDS + min(training, limit)


def _isScene(parameterNode: Any) -> bool:
    return parameterNode.training.source is TrainSource.SCENE


def _sceneSplit(parameterNode: Any, parameters: TrainingParameters) -> tuple[Any, list[Shape]]:
    from medseg.training import Pair
    from medseg.training.split_pairs import split_pairs

    pairs, data = [], parameters.data[0]
    for number, pair in enumerate(parameterNode.trainPairs, start=1):
        volume, mask = readPair(pair, number)
        pairs.append(Pair(volume, mask, str(number), pair.patient.strip() or f"pair {number}", data.role, data))
    return split_pairs(pairs, parameters.split), [pair.image.geometry.shape for pair in pairs]


def _fileSplit(parameters: TrainingParameters) -> tuple[Any, list[Shape]]:
    from medseg.training import find_cases

    split = find_cases(parameters)
    images = [pair.image for pair in (*split.train, *split.validation, *split.test)]
    step = -(-len(images) // LOOKED_AT)
    return split, [_shapeOf(path) for path in images[::step]]


def _shapeOf(path: Path) -> Shape:
    """The shape (k, j, i) of an image, from its header where that is enough."""
    from medseg.io import inspect, read_volume

    found = next((listing.size_ijk for listing in inspect(path) if listing.kind == "volume"), None)
    return read_volume(path).geometry.shape if found is None else found[::-1]
