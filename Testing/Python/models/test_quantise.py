"""Networks in whole numbers: judged beside single precision before they are written."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from medseg.errors import InputError, ModelError
from medseg.models import ModelCard, Package, open_package, write_package
from medseg.models.inference import load_predictor
from medseg.models.inference.telemetry import require_nncf
from medseg.models.quantise import SET, labels_of, quantise_package

pytest.importorskip("nncf")
SIZE = (64, 64)


@pytest.fixture
def bright(tmp_path: Path, card: ModelCard) -> Package:
    """A network that marks what is bright: each pixel's mean with its neighbours, above a half."""
    import torch

    made = dataclasses.replace(
        card,
        input=dataclasses.replace(card.input, size=SIZE),
        architecture=dataclasses.replace(
            card.architecture,
            name="cnn",
            arguments={
                "dimensions": 2,
                "in_channels": 1,
                "out_channels": 1,
                "channels": [8, 8],
                "strides": [1],
                "dilations": [1],
            },
        ),
    )
    from medseg.models import build_network

    network = build_network("cnn", made.architecture.arguments)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        convolutions = [module for module in network.modules() if isinstance(module, torch.nn.Conv2d)]
        convolutions[0].weight += 1 / 9
        convolutions[1].weight += 1 / 72
        convolutions[-1].weight += 10.0
        convolutions[-1].bias -= 40.0
        for module in network.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.weight += 1.0
    return open_package(write_package(tmp_path / "bright", made, network.state_dict(), half=False))


def discs(count: int) -> NDArray[np.float32]:
    """Pictures (n, 1, 64, 64) of a bright disc each, with noise."""
    random = np.random.default_rng(0)
    j, i = np.mgrid[: SIZE[0], : SIZE[1]]
    made = []
    for _ in range(count):
        centre, radius = random.uniform(20, 44, 2), random.uniform(8, 18)
        disc = np.hypot(j - centre[0], i - centre[1]) < radius
        made.append(np.clip(0.2 + 0.6 * disc + random.normal(0, 0.05, SIZE), 0, 1))
    return np.asarray(made, dtype=np.float32)[:, None]


def test_an_int8_version_is_judged_written_and_run(bright: Package, tmp_path: Path) -> None:
    told: list[float] = []
    images = discs(12)
    made = quantise_package(bright, images, tmp_path / "smaller", progress=lambda fraction, _: told.append(fraction))
    assert made.dice >= 0.995
    assert made.judged == 6
    assert told == sorted(told)
    written = open_package(tmp_path / "smaller")
    (entry,) = [entry for entry in written.card.metrics if entry["set"] == SET]
    assert entry["dice"] == pytest.approx(made.dice, abs=1e-4)
    with load_predictor(written, precision="int8", threads=1) as coarse, load_predictor(bright, backend="torch") as exact:
        assert coarse.precision == "int8"
        one, other = (labels_of(predictor.predict_slices(images), bright.card) for predictor in (coarse, exact))
    assert one.any()
    assert 2 * np.count_nonzero(one & other) / (np.count_nonzero(one) + np.count_nonzero(other)) >= 0.99
    assert written.read("model.safetensors") == bright.read("model.safetensors")


def test_one_that_agrees_too_little_is_not_written_unless_told(
    bright: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medseg.models.quantise._agreement", lambda *_: 0.9)
    with pytest.raises(ModelError, match=r"a Dice of 0\.995, got 0\.9000: nothing was written"):
        quantise_package(bright, discs(4), tmp_path / "smaller")
    assert not (tmp_path / "smaller").exists()
    quantise_package(bright, discs(4), tmp_path / "smaller", least_dice=0.0)
    assert open_package(tmp_path / "smaller").read("int8/model.xml")


def test_images_in_which_nothing_is_found_judge_nothing(bright: Package, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="finds something"):
        quantise_package(bright, np.zeros((4, 1, *SIZE), np.float32), tmp_path / "smaller")


def test_inputs_of_another_size_are_refused(bright: Package, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\(n, 1, 64, 64\)"):
        quantise_package(bright, np.zeros((2, 1, 32, 32), np.float32), tmp_path / "smaller")


def test_nncf_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nncf", None)
    with pytest.raises(Exception, match=r"medseg\[quantise\]"):
        require_nncf()


def test_likeliest_classes_are_masks_without_the_background(card: ModelCard) -> None:
    softmax = dataclasses.replace(card.output, activation="softmax")
    probabilities = np.array([[[[0.6, 0.2]], [[0.4, 0.8]]]], dtype=np.float32)
    masks: Any = labels_of(probabilities, dataclasses.replace(card, output=softmax, architecture=_two_channels(card)))
    np.testing.assert_array_equal(masks, [[[[False, True]]]])


def _two_channels(card: ModelCard) -> Any:
    return dataclasses.replace(card.architecture, arguments={**card.architecture.arguments, "out_channels": 2})
