"""Tiny networks with fixed weights, of two and of three dimensions, and one that only pretends."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from medseg.models import Architecture, ModelCard, ModelInput, ModelOutput, Package, build_network, open_package, write_package
from medseg.models.inference.run_plan import RunPlan
from medseg.models.inference.runner import Batch
from medseg.volume import Modality, Segment

SIZES = {2: (32, 48), 3: (16, 16, 32)}


class FakeRunner:
    """A network whose logit of each voxel is its value, and that may run out of memory.

    Attributes:
        plan: How it is said to run.
        ran: Shapes of the batches that it was given.
    """

    def __init__(self, plan: RunPlan, fails: Callable[[RunPlan], BaseException | None], batch: int = 8) -> None:
        self.plan = plan
        self.ran: list[tuple[int, ...]] = []
        self._fails = fails
        self._batch = plan.batch or (batch if plan.device != "cpu" else 1)
        self.is_closed = False

    @property
    def batch(self) -> int:
        return self._batch

    @property
    def precision(self) -> str:
        return "fp16" if self.plan.precision == "auto" and self.plan.device != "cpu" else "fp32"

    def stream(self, inputs: Iterable[Batch], count: int) -> Iterator[Batch]:
        for images in inputs:
            self.ran.append(images.shape)
            error = self._fails(self.plan)
            if error is not None:
                raise error
            yield np.array(images)

    def workspace_bytes(self, size: tuple[int, ...]) -> int:
        return 1000

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def fake_runner() -> type[FakeRunner]:
    return FakeRunner


@pytest.fixture
def make_package(tmp_path: Path, card: ModelCard) -> Callable[..., Package]:
    """Makes a package of a U-Net whose weights are drawn at random, but always the same."""

    def make(dimensions: int = 2, *, softmax: bool = False, name: str = "tiny", **arguments: object) -> Package:
        segments = (Segment("Left"), Segment("Right"))[: 2 if softmax else 1]
        output = ModelOutput(segments=segments, activation="softmax" if softmax else "sigmoid")
        given = {
            "dimensions": dimensions,
            "in_channels": 1,
            "out_channels": output.channels,
            "channels": [4, 8, 16],
            "num_res_units": 1,
            **arguments,
        }
        torch.manual_seed(5)
        network = build_network("unet", given)
        _spread(network)
        made = dataclasses.replace(
            card,
            name=name,
            architecture=Architecture("unet", given),
            input=ModelInput(modalities=(Modality.CT,), size=SIZES[dimensions], fit="windows", window=(-1000.0, 400.0)),
            output=output,
        )
        return open_package(write_package(tmp_path / f"{name}-{dimensions}{softmax}", made, network.state_dict(), half=False))

    return make


def _spread(network: torch.nn.Module) -> None:
    """Larger weights than networks begin with, so that probabilities lie on both sides of a half."""
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.ndim > 1:
                parameter.mul_(3)
