"""The task `train` in a process of its own, as the panel starts it."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.jobs import JobState, start_job
from medseg.volume import Geometry, Segment, Segmentation, Volume

pytest.importorskip("torch")
pytest.importorskip("monai")
pytest.importorskip("safetensors")

GRID = Geometry.from_axes((1, 32, 32), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0))
TRAINING = {
    "name": "squares",
    "target": "square",
    "data": [{"name": "scene"}],
    "split": {"validation": 0.3, "test": 0},
    "architecture": {"name": "unet", "arguments": {"channels": [4, 8], "num_res_units": 0}},
    "input": {"size": [32, 32]},
    "loop": {"epochs": 12, "batch": 2, "device": "cpu"},
}


def pairs(count: int) -> tuple[dict[str, Volume], dict[str, Segmentation]]:
    volumes, masks = {}, {}
    for number in range(count):
        mask = np.zeros(GRID.shape, bool)
        mask[:, 8 + number : 20 + number, 8:20] = True
        volumes[f"image-{number}"] = Volume((200 * mask).astype(np.uint8), GRID)
        masks[f"mask-{number}"] = Segmentation.from_masks(GRID, {Segment("Square"): mask})
    return volumes, masks


def test_a_training_runs_beside_and_leaves_its_package(tmp_path: Path) -> None:
    volumes, masks = pairs(4)
    run = {"output": str(tmp_path / "out"), "command": "the panel"}
    messages = set()
    with start_job("train", {"training": TRAINING, "run": run}, volumes, masks, threads=1) as job:
        while (status := job.wait(0.01)).state is JobState.RUNNING:
            messages.add(status.message)
        record = job.result().record
    assert record["package"] == str(tmp_path / "out" / "package")
    assert [row["epoch"] for row in record["history"]] == list(range(1, 13))
    assert any(re.match(r"Epoch \d+/12", message) for message in messages)
    assert (tmp_path / "out" / "package" / "model.json").exists()
    table = (tmp_path / "out" / "history.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(table.splitlines()))) == 12


def test_halves_of_pairs_are_refused_before_a_process_starts(tmp_path: Path) -> None:
    volumes, masks = pairs(2)
    masks.pop("mask-1")
    with pytest.raises(InputError, match="Expected the segmentation 'mask-1', got none"):
        start_job("train", {"training": TRAINING, "run": {"output": str(tmp_path)}}, volumes, masks)


def test_a_cancelled_training_leaves_no_package(tmp_path: Path) -> None:
    volumes, masks = pairs(4)
    training = {**TRAINING, "loop": {"epochs": 10000, "batch": 2, "device": "cpu"}}
    with start_job("train", {"training": training, "run": {"output": str(tmp_path)}}, volumes, masks, threads=1) as job:
        while not job.poll().message.startswith("Epoch 2"):
            assert job.wait(0.05).state is JobState.RUNNING, job.log()
        job.cancel()
    assert not (tmp_path / "package").exists()
    assert (tmp_path / "checkpoint.safetensors").exists()
    assert not [path for path in tmp_path.iterdir() if path.name == "package"]
