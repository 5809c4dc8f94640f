"""Make a 2D network look at the neighbouring slices too: the weights that will see them begin at zero.

    python training/widen.py PACKAGE OUTPUT

OUTPUT says at first exactly what PACKAGE says; trained on, it learns what the slices below and above tell.
"""

import argparse
import dataclasses
import logging
from pathlib import Path

import torch

from medseg.models import Architecture, build_network, open_package, write_package


def main() -> None:
    """Read the arguments and widen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    widen(arguments.package, arguments.output)


def widen(source: Path, target: Path) -> Path:
    """Write a package whose channels are the slice below, the slice, and the one above."""
    package = open_package(source)
    card = package.card
    arguments = {**card.architecture.arguments, "in_channels": 3}
    wide = build_network(card.architecture.name, arguments).state_dict()
    state = {name: widened(value, wide[name].shape) for name, value in package.network().state_dict().items()}
    wider = dataclasses.replace(
        card,
        architecture=Architecture(card.architecture.name, arguments),
        input=dataclasses.replace(card.input, context_slices=1),
    )
    return write_package(target, wider, state)


def widened(weights: torch.Tensor, shape: torch.Size) -> torch.Tensor:
    """Weights (out, 1, j, i) as (out, 3, j, i), zero for the slices below and above; others as they are."""
    if weights.shape == shape:
        return weights
    wide = torch.zeros(shape, dtype=weights.dtype)
    wide[:, 1] = weights[:, 0]
    return wide


if __name__ == "__main__":
    main()
