"""What a prediction takes is said beforehand, and is no more than that."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from medseg.models import Package
from medseg.models.inference import Predictor
from medseg.models.inference.allocator import keep_memory
from medseg.models.inference.openvino_model import peak_bytes
from medseg.models.inference.out_of_memory import is_out_of_memory
from medseg.models.inference.run_plan import RunPlan
from medseg.models.inference.telemetry import require_openvino
from medseg.models.inference.torch_memory import activation_bytes

Make = Callable[..., Package]


def peak_of(work: Callable[[], object]) -> int:
    """Bytes that NumPy and Python held at the most beyond what they held before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("flips", [False, True])
@pytest.mark.parametrize("shape", [(1, 40, 90, 120), (1, 12, 15, 200), (1, 150, 40, 40)])
def test_a_volume_takes_no_more_than_was_said(make_package: Make, fake_runner: Any, shape: tuple[int, ...], flips: bool) -> None:
    card = make_package(3).card
    predictor = Predictor(
        card, RunPlan("torch", "cpu", "fp32", 1, tuple(card.input.size)), lambda plan: fake_runner(plan, lambda _: None)
    )
    volume = np.zeros(shape, dtype=np.float32)
    said = predictor.memory_bytes(shape, flips=flips)
    peak = peak_of(lambda: predictor.predict_volume(volume, flips=flips))
    assert 0.3 * said < peak <= 1.05 * said


def test_pictures_take_no_more_than_was_said(make_package: Make, fake_runner: Any) -> None:
    card = make_package(2).card
    predictor = Predictor(
        card, RunPlan("torch", "cpu", "fp32", 1, tuple(card.input.size)), lambda plan: fake_runner(plan, lambda _: None)
    )
    images = np.zeros((400, 1, *card.input.size), dtype=np.float32)
    said = predictor.memory_bytes(images.shape)
    assert 0.5 * said < peak_of(lambda: predictor.predict_slices(images)) <= 1.05 * said


def test_memory_does_not_grow_with_the_volumes_length_but_for_the_result(make_package: Make, fake_runner: Any) -> None:
    card = make_package(3).card
    predictor = Predictor(
        card, RunPlan("torch", "cpu", "fp32", 1, tuple(card.input.size)), lambda plan: fake_runner(plan, lambda _: None)
    )
    short, long = (predictor.memory_bytes((1, k, 512, 512)) for k in (100, 1000))
    assert long - short == 900 * 512 * 512 * 2


def test_what_layers_hold_is_known_of_an_openvino_model() -> None:
    openvino = require_openvino()
    ops = openvino.opset13
    image = ops.parameter([1, 1, 8, 8], np.float32)
    wide = ops.relu(ops.concat([image, image, image, image], 1))
    model = openvino.Model([ops.reduce_sum(ops.sigmoid(wide), [1], True)], [image])
    assert peak_bytes(model) == 2 * 4 * 8 * 8 * 4


def test_what_layers_hold_is_known_of_a_network_of_pytorch() -> None:
    network = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3, padding=1), torch.nn.Conv2d(4, 8, 3, padding=1), torch.nn.Conv2d(8, 1, 1)
    )
    assert activation_bytes(network, (2, 1, 16, 16)) == (4 + 8) * 2 * 16 * 16 * 4
    assert next(network.parameters()).device.type == "cpu"


def test_a_network_that_cannot_be_followed_is_guessed() -> None:
    class Looking(torch.nn.Module):
        def forward(self, images: torch.Tensor) -> torch.Tensor:
            return images * float(images.sum())

    assert activation_bytes(Looking(), (1, 1, 4, 4)) == 64 * 16 * 4


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (torch.OutOfMemoryError("CUDA"), True),
        (MemoryError(), True),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"), True),
        (RuntimeError("shapes differ"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_exhausted_memory_is_told_from_other_errors(error: BaseException, is_so: bool) -> None:
    assert is_out_of_memory(error) is is_so


def test_the_c_library_keeps_memory_where_it_is_glibc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medseg.models.inference.allocator.platform.libc_ver", lambda: ("", ""))
    assert keep_memory() is False
