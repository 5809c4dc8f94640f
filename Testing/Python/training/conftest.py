"""Small images with discs to find, and configurations that train on them in seconds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from medseg.io import write
from medseg.records import TrainingParameters
from medseg.volume import Geometry, Segment, Segmentation, Volume

SIDE = 32
TINY = {"name": "unet", "arguments": {"channels": [4, 8], "num_res_units": 0, "norm": "instance"}}

MakeParameters = Callable[..., TrainingParameters]


def disc(random: np.random.Generator, shape: tuple[int, int, int]) -> NDArray[np.bool_]:
    """A cylinder along k, somewhere in the middle."""
    rows, columns = np.ogrid[: shape[1], : shape[2]]
    centre = random.uniform(0.35, 0.65, 2) * shape[1:]
    flat = (rows - centre[0]) ** 2 + (columns - centre[1]) ** 2 < (random.uniform(0.15, 0.25) * min(shape[1:])) ** 2
    return np.broadcast_to(flat, shape).copy()


def a_pair(seed: int, shape: tuple[int, int, int] = (1, SIDE, SIDE)) -> tuple[Volume, Segmentation]:
    """A bright disc on noise, and its mask."""
    random = np.random.default_rng(seed)
    mask = disc(random, shape)
    grey = np.clip(random.normal(60, 15, shape) + 110 * mask, 0, 255).astype(np.uint8)
    geometry = Geometry.from_axes(shape, (1.0, 1.0, 2.0), (0.0, 0.0, 0.0))
    return Volume(grey, geometry), Segmentation.from_masks(geometry, {Segment("Disc"): mask})


@pytest.fixture(scope="session")
def discs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 16 images and their masks."""
    folder = tmp_path_factory.mktemp("discs")
    for number in range(16):
        volume, mask = a_pair(number)
        write(volume, folder / "images" / f"case{number:02d}.png")
        write(mask, folder / "masks" / f"case{number:02d}.png")
    return folder


@pytest.fixture
def make_parameters(discs: Path) -> MakeParameters:
    """Parameters of a training on the discs; what is given stands instead of the usual."""
    from medseg.jobs import from_json

    def make(**given: Any) -> TrainingParameters:
        source = {"name": "discs", "images": str(discs / "images" / "*.png"), "masks": str(discs / "masks" / "{name}")}
        values: dict[str, Any] = {
            "name": "discs",
            "target": "disc",
            "data": [{**source, **given.pop("source", {})}],
            "architecture": TINY,
            "input": {"size": [SIDE, SIDE]},
            "output": {"segments": [{"name": "Disc"}]},
            "loop": {"epochs": 2, "batch": 4, "learning_rate": 1e-2, "threads": 1, "device": "cpu", **given.pop("loop", {})},
            "augment": given.pop("augment", {}),
        }
        return from_json(TrainingParameters, {**values, **given})

    return make
