"""Networks in whole numbers of eight bits: smaller, faster where the CPU calculates in them, and nearly the same."""

import contextlib
import dataclasses
import io
import logging
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError, ModelError
from medseg.models.inference.activation import activate
from medseg.models.inference.openvino_model import INT8_FILES, convert_source
from medseg.models.inference.openvino_runner import OpenvinoRunner
from medseg.models.inference.telemetry import require_nncf, require_openvino
from medseg.models.model_card import ModelCard
from medseg.models.package import Package
from medseg.models.write import write_files
from medseg.records import Progress, ignore_progress

LEAST_DICE = 0.995
MOST_SAMPLES = 300
SET = "int8 against fp32"

logger = logging.getLogger(__name__)

Inputs = NDArray[np.float32]


class Quantised(NamedTuple):
    """An int8 version, and how near it is.

    Attributes:
        files: Its files, by their path within the package.
        dice: Between its segments and those of the network in single precision, of the segment that agrees least, 0 to 1.
        judged: Inputs that it was judged on.
    """

    files: Mapping[str, bytes]
    dice: float
    judged: int


def quantise_package(
    package: Package,
    inputs: Inputs,
    output: str | Path,
    *,
    least_dice: float = LEAST_DICE,
    threads: int = 1,
    progress: Progress = ignore_progress,
) -> Quantised:
    """Write a package with an int8 version of its network beside the weights.

    Args:
        package: The network.
        inputs: What it takes, of images like those that it will see: (n, channels, ...) of the card's size.
        output: A new folder, or a file that ends with `.medseg`.
        least_dice: Nothing is written where the two versions agree less than that; 0 writes in any case.
        threads: On the CPU.
        progress: Told how far it is.

    Raises:
        InputError: There are no inputs, they are of another size, or the network finds nothing in them.
        ModelError: The two versions agree too little.
        MissingDependencyError: nncf or OpenVINO is not installed.
        WriteError: There is no place for it.
    """
    made = quantise_network(package, inputs, threads=threads, progress=progress)
    if made.dice < least_dice:
        raise ModelError(
            f"Expected the int8 version of {package.name!r} to agree with fp32 by a Dice of {least_dice:g}, got {made.dice:.4f}: "
            "nothing was written. Give more images, more like those to be segmented, or allow less agreement."
        )
    progress(0.95, "Writing the package")
    kept = {name: package.read(name) for name in package.card.files if name not in INT8_FILES}
    write_files(Path(output), _with_score(package.card, made), {**kept, **made.files})
    progress(1.0, "Written")
    return made


def quantise_network(package: Package, inputs: Inputs, *, threads: int = 1, progress: Progress = ignore_progress) -> Quantised:
    """Make an int8 version of a network, and judge it on inputs that it was not fitted to, where there are two or more.

    Args:
        package: The network.
        inputs: As for `quantise_package`.
        threads: On the CPU.
        progress: Told how far it is.
    """
    nncf, openvino = require_nncf(), require_openvino()
    expected = (package.card.input.channels, *package.card.input.size)
    if not len(inputs) or inputs.shape[1:] != expected:
        raise InputError(f"Expected inputs of the shape (n, {', '.join(map(str, expected))}), got {inputs.shape}.")
    fitted, judged = (inputs[::2], inputs[1::2]) if len(inputs) > 1 else (inputs, inputs)
    progress(0.0, "Converting the network")
    exact = convert_source(package, package.card.input.size)
    progress(0.1, "Fitting the int8 version")
    coarse = _fitted(nncf, exact.clone(), fitted[:MOST_SAMPLES])
    progress(0.6, "Comparing the two versions")
    dice = _agreement(exact, coarse, judged, package.card, threads)
    return Quantised(_saved(openvino, coarse), dice, len(judged))


def labels_of(probabilities: Inputs, card: ModelCard) -> NDArray[np.bool_]:
    """Masks (n, segments, ...) of a network's probabilities (n, classes, ...)."""
    if card.output.activation == "sigmoid":
        return np.asarray(probabilities >= card.output.threshold)
    likeliest = probabilities.argmax(axis=1)
    return np.stack([likeliest == number for number in range(1, card.output.channels)], axis=1)


def _fitted(nncf: Any, model: Any, samples: Inputs) -> Any:
    """The int8 version of a model, its ranges taken from samples.

    Weights use half of their range: CPUs without VNNI add two products in sixteen bits, where full ones overflow, and a package
    has to give the same on all of them.
    """
    logging.getLogger("nncf").setLevel(logging.ERROR)
    careful = nncf.AdvancedQuantizationParameters(overflow_fix=nncf.OverflowFix.ENABLE)
    with contextlib.redirect_stdout(io.StringIO()):  # it draws bars there
        return nncf.quantize(
            model,
            nncf.Dataset([sample[np.newaxis] for sample in samples]),
            preset=nncf.QuantizationPreset.MIXED,
            subset_size=len(samples),
            advanced_parameters=careful,
        )


def _agreement(exact: Any, coarse: Any, inputs: Inputs, card: ModelCard, threads: int) -> float:
    """Dice over all inputs together, of the segment that agrees least.

    Raises:
        InputError: The exact network finds nothing.
    """
    runners = (OpenvinoRunner(exact, "fp32", threads), OpenvinoRunner(coarse, "int8", threads))
    common = np.zeros(len(card.output.segments))
    total = np.zeros(len(card.output.segments))
    found = 0
    streams = (runner.stream(_one_by_one(inputs), len(inputs)) for runner in runners)
    for one, other in zip(*streams, strict=True):
        first, second = (labels_of(activate(logits, card.output.activation, 1), card) for logits in (one, other))
        axes = (0, *range(2, first.ndim))
        common += np.count_nonzero(first & second, axis=axes)
        total += np.count_nonzero(first, axis=axes) + np.count_nonzero(second, axis=axes)
        found += int(np.count_nonzero(first))
    if not found:
        raise InputError("Expected images in which the network finds something, got none: give images with what it segments.")
    return float(np.min(2 * common[total > 0] / total[total > 0]))


def _one_by_one(inputs: Inputs) -> Iterable[Inputs]:
    return (np.ascontiguousarray(inputs[place : place + 1]) for place in range(len(inputs)))


def _saved(openvino: Any, model: Any) -> dict[str, bytes]:
    """Files of a model as OpenVINO writes them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.xml")
        openvino.save_model(model, path, compress_to_fp16=False)
        return {name: path.with_suffix(Path(name).suffix).read_bytes() for name in INT8_FILES}


def _with_score(card: ModelCard, made: Quantised) -> ModelCard:
    others = tuple(entry for entry in card.metrics if entry.get("set") != SET)
    return dataclasses.replace(card, metrics=(*others, {"set": SET, "cases": made.judged, "dice": round(made.dice, 5)}))
