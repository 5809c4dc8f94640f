"""`medseg train`: a configuration to a package, told to people and to programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medseg.io import write
from medseg.volume import Geometry, Segment, Segmentation, Volume

pytest.importorskip("torch")
pytest.importorskip("monai")
pytest.importorskip("safetensors")
yaml = pytest.importorskip("yaml")

Command = Callable[..., Any]
GRID = Geometry.from_axes((1, 16, 16), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0))
CONFIG = {
    "name": "squares",
    "target": "square",
    "data": [{"name": "squares", "images": "images/*.png", "masks": "masks/{name}"}],
    "architecture": {"name": "unet", "arguments": {"channels": [4, 8], "num_res_units": 0}},
    "input": {"size": [16, 16]},
    "loop": {"epochs": 5, "batch": 2, "device": "cpu"},
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    for number in range(6):
        mask = np.zeros(GRID.shape, bool)
        mask[:, 4 + number : 9 + number, 3:12] = True
        write(Volume((200 * mask).astype(np.uint8), GRID), tmp_path / "images" / f"{number}.png")
        write(Segmentation.from_masks(GRID, {Segment("Square"): mask}), tmp_path / "masks" / f"{number}.png")
    path = tmp_path / "squares.yaml"
    path.write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    return path


def test_a_configuration_becomes_a_package_and_programs_can_look_on(medseg: Command, config: Path, tmp_path: Path) -> None:
    outcome = medseg("train", config, "-o", tmp_path / "run", "--epochs", "2", "--threads", "1", "--progress", "json", "--json")
    assert outcome.code == 0, outcome.err
    assert [row["epoch"] for row in outcome.payload["history"]] == [1, 2]
    assert {score["part"] for score in outcome.payload["scores"]} == {"validation", "test"}
    lines = [json.loads(line) for line in outcome.err]
    assert lines[-1]["fraction"] == 1.0
    assert [line["fraction"] for line in lines] == sorted(line["fraction"] for line in lines)
    assert any(line["message"].startswith("Epoch 2/2: loss") for line in lines)
    card = json.loads((tmp_path / "run/package/model.json").read_text())
    assert str(tmp_path) not in card["training"]["command"]


def test_what_is_wrong_is_one_line(medseg: Command, config: Path, tmp_path: Path) -> None:
    config.write_text(config.read_text().replace("epochs", "rounds"), encoding="utf-8")
    outcome = medseg("train", config, "-o", tmp_path / "run")
    assert outcome.code == 2
    assert len(outcome.err) == 1
    assert "got 'rounds'" in outcome.err[0]
    assert not (tmp_path / "run").exists()
