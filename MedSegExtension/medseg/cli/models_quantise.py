"""`medseg models quantise`: an int8 version of a network."""

from pathlib import Path
from typing import Annotated

import numpy as np
from cyclopts import App, Parameter
from numpy.typing import NDArray

from medseg.cli.common import CommonOptions
from medseg.cli.messages import Messages
from medseg.cli.options import Common
from medseg.cli.streams import deliver
from medseg.errors import InputError
from medseg.models import ModelCard, open_package
from medseg.models.preprocessing import prepare_slices
from medseg.models.quantise import LEAST_DICE, quantise_package
from medseg.models.volume_preprocessing import prepare_volume
from medseg.pipeline.reading import read_image
from medseg.records import NetworkParameters, ignore_progress
from medseg.records.progress import part
from medseg.segment.network_input import check_input, recognised
from medseg.segment.network_region import find_region

MOST_INPUTS = 200
EXAMPLES = """Examples:

    medseg models quantise my-network --images ct1.nii.gz ct2.nii.gz -o my-network-int8
"""

app = App(name="quantise", help_epilogue=EXAMPLES)


@app.default
def quantise(
    model: str,
    /,
    *,
    images: Annotated[list[Path], Parameter(consume_multiple=True)],
    output: Annotated[Path, Parameter(alias="-o")],
    least_dice: float = LEAST_DICE,
    threads: int = 1,
    common: Common = None,
) -> None:
    """Add an int8 version to a network's package, fitted to some images and judged on others.

    Args:
        model: Name of an installed network, or the path of a package.
        images: Images like those that it will segment; half of their slices or windows fit it, the other half judge it.
        output: The package that is written: a new folder, or a file that ends with .medseg.
        least_dice: Write nothing where the two versions agree less than that; 0 writes in any case.
        threads: Threads on the CPU.
    """
    messages = Messages((common or CommonOptions()).progress)
    package = open_package(model)
    with messages.progress() as progress:
        inputs = _inputs(images, package.card, messages)
        made = quantise_package(
            package, inputs, output, least_dice=least_dice, threads=threads, progress=part(progress, 0.2, 1.0)
        )
    deliver(None, None, f"written: {output}", f"Dice to fp32: {made.dice:.4f} on {made.judged} inputs not used to fit it")


def _inputs(images: list[Path], card: ModelCard, messages: Messages) -> NDArray[np.float32]:
    """What the network takes, of all images, evenly chosen."""
    taken = [_prepared(path, card, messages) for path in images]
    inputs = np.concatenate(taken)
    if not len(inputs):
        raise InputError("Expected images with something to segment, got none.")
    chosen = np.unique(np.linspace(0, len(inputs) - 1, min(len(inputs), MOST_INPUTS)).astype(int))
    return np.ascontiguousarray(inputs[chosen])


def _prepared(path: Path, card: ModelCard, messages: Messages) -> NDArray[np.float32]:
    volume = check_input(recognised(read_image(path), messages.warn), card, messages.warn)
    region = find_region(volume, card, NetworkParameters(), ignore_progress)
    if card.input.dimensions == 2:
        return prepare_slices(volume, card, region=region)[0]
    whole, _ = prepare_volume(volume, card, region=region)
    size = card.input.size
    places = [range(0, length - side + 1, side) for length, side in zip(whole.shape[1:], size, strict=True)]
    windows = [
        whole[:, k : k + size[0], j : j + size[1], i : i + size[2]] for k in places[0] for j in places[1] for i in places[2]
    ]
    return np.stack(windows)
