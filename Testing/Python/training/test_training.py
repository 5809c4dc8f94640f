"""Whole trainings of tiny networks: a known answer, files, going on after a kill, several processes."""

import csv
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medseg.errors import CancelledError, InputError, ParameterError
from medseg.io import write
from medseg.records import TrainingParameters
from medseg.training import Pair, TrainingResult, find_cases, score_package, train
from medseg.volume import Geometry, Segment, Segmentation, Volume

torch = pytest.importorskip("torch")
pytest.importorskip("monai")
pytest.importorskip("safetensors")

MakeParameters = Callable[..., TrainingParameters]

KILL = """
import json, os, signal, sys
from pathlib import Path
from medseg.jobs import from_json
from medseg.records import TrainingParameters
from medseg.training import train

class Killer:
    calls = 0
    def __call__(self, fraction, message):
        Killer.calls += message.startswith("Epoch")
        if Killer.calls == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

train(from_json(TrainingParameters, json.loads(Path(sys.argv[1]).read_text())), sys.argv[2], Killer())
"""


def weights(result: TrainingResult) -> dict[str, Any]:
    from medseg.models import open_package

    return dict(open_package(result.package_path).network().state_dict())


def same_history(first: TrainingResult, second: TrainingResult, tolerance: float = 0.0) -> None:
    """Insist on the same history but for its seconds."""
    for one, other in zip(first.history, second.history, strict=True):
        for name, value in asdict(one).items():
            assert name == "seconds" or getattr(other, name) == pytest.approx(value, rel=0, abs=tolerance, nan_ok=True), name


def same(first: TrainingResult, second: TrainingResult) -> None:
    """Insist on the same history but for its seconds, and the same weights, to the last bit."""
    same_history(first, second)
    others = weights(second)
    assert [name for name, value in weights(first).items() if not torch.equal(value, others[name])] == []


@pytest.fixture(scope="module")
def learnt(discs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[TrainingParameters, TrainingResult]:
    """A network that has learnt to find discs."""
    from medseg.jobs import from_json

    values = {
        "name": "discs",
        "title": "Discs",
        "target": "disc",
        "licence": {"name": "CC0-1.0", "commercial_use": True, "notice": "Made up."},
        "data": [
            {
                "name": "Made",
                "images": str(discs / "images/*.png"),
                "masks": str(discs / "masks/{name}"),
                "repeat": 4,
                "licence": "CC0-1.0",
            }
        ],
        "architecture": {"name": "unet", "arguments": {"channels": [8, 16], "num_res_units": 1}},
        "input": {"size": [32, 32], "normalisation": "percentiles"},
        "output": {"segments": [{"name": "Disc", "color": [10, 20, 30]}]},
        "loop": {"epochs": 16, "batch": 6, "learning_rate": 2e-2, "threads": 1, "average": 0.8, "device": "cpu"},
        "augment": {"flip": True, "rotate_degrees": 10, "noise": 0.05},
    }
    parameters = from_json(TrainingParameters, values)
    return parameters, train(parameters, tmp_path_factory.mktemp("learnt"), command="medseg train discs.yaml")


Learnt = tuple[TrainingParameters, TrainingResult]


def test_a_tiny_network_learns_to_find_discs(learnt: Learnt) -> None:
    parameters, result = learnt
    tested = score_package(result.package_path, find_cases(parameters).test)
    assert len(tested) == 3
    assert min(score.dice for score in tested) > 0.95
    assert min(score.accuracy for score in tested) > 0.98
    assert result.history[-1].train_loss < 0.5 * result.history[0].train_loss


def test_the_package_says_how_it_was_made_and_how_good_it_is(learnt: Learnt) -> None:
    from medseg.models import open_package

    card = open_package(learnt[1].package_path).card
    training = dict(card.training)
    assert training["data"] == [{"name": "Made", "licence": "CC0-1.0", "images": 11, "patients": 11, "note": ""}]
    assert (training["command"], training["seed"], training["epochs"]) == ("medseg train discs.yaml", 0, 16)
    assert len(training["config_sha256"]) == 64
    assert training["device"] == "cpu, 1 threads"
    assert training["seconds"] >= 0
    assert {"medseg", "torch", "monai", "numpy", "python"} <= set(training["software"])
    assert {(entry["set"], entry["part"], entry["cases"]) for entry in card.metrics} == {
        ("Made", "validation", 2),
        ("Made", "test", 3),
    }
    assert card.licence.commercial_use
    assert (card.input.channels, card.output.channels, card.segments()[0].name) == (1, 1, "Disc")


def test_what_is_said_in_training_is_what_scoring_the_package_says(learnt: Learnt) -> None:
    parameters, result = learnt
    said = {score.case: score.dice for score in result.scores if score.part == "test"}
    found = {score.case: score.dice for score in score_package(result.package_path, find_cases(parameters).test)}
    assert found == pytest.approx(said, abs=0.01), "half precision alone may differ"


def test_the_history_is_told_as_a_table_a_picture_and_events(learnt: Learnt) -> None:
    folder, history = learnt[1].package_path.parent, learnt[1].history
    rows = list(csv.DictReader((folder / "history.csv").read_text(encoding="utf-8").splitlines()))
    assert [int(row["epoch"]) for row in rows] == [row.epoch for row in history] == list(range(1, 17))
    assert float(rows[-1]["dice"]) == pytest.approx(history[-1].dice, rel=1e-4)
    assert (folder / "history.png").read_bytes().startswith(b"\x89PNG")
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    assert [event["event"] for event in events] == ["started", *["epoch"] * 16, "done"]
    best = max(history, key=lambda row: row.dice)
    assert next(row for row in history if row.epoch == learnt[1].best_epoch).dice == best.dice
    split = json.loads((folder / "split.json").read_text())
    assert [len(split[part]) for part in ("train", "validation", "test")] == [11, 2, 3]


def test_a_training_that_is_done_is_not_done_again(learnt: Learnt) -> None:
    parameters, result = learnt
    again = train(parameters, result.package_path.parent)
    assert again.history == result.history
    same(result, again)


def test_a_killed_training_goes_on_as_if_nothing_had_happened(make_parameters: MakeParameters, tmp_path: Path) -> None:
    """Killed in the middle of an epoch, twice, once before and once after a checkpoint within it."""
    from medseg.jobs import to_json

    parameters = make_parameters(
        loop={"epochs": 3, "average": 0.9, "checkpoint_seconds": 0.01},
        architecture={"name": "unet", "arguments": {"channels": [4, 8], "num_res_units": 1, "dropout": 0.2}},
        augment={"flip": True, "rotate_degrees": 20, "noise": 0.1},
    )
    undisturbed = train(parameters, tmp_path / "undisturbed")
    (tmp_path / "config.json").write_text(json.dumps(to_json(parameters)), encoding="utf-8")
    command = [sys.executable, "-c", KILL, str(tmp_path / "config.json"), str(tmp_path / "killed"), "5"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=1500)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not (tmp_path / "killed" / "package").exists()
    resumed = train(parameters, tmp_path / "killed")
    same(undisturbed, resumed)
    events = (tmp_path / "killed" / "events.jsonl").read_text()
    assert '"resumed"' in events


def test_a_cancelled_training_leaves_a_checkpoint_and_no_package(make_parameters: MakeParameters, tmp_path: Path) -> None:
    def cancel(fraction: float, message: str) -> None:
        if message.startswith("Epoch 2"):
            raise CancelledError("stop")

    parameters = make_parameters()
    with pytest.raises(CancelledError):
        train(parameters, tmp_path, cancel)
    assert (tmp_path / "checkpoint.safetensors").exists()
    assert not (tmp_path / "package").exists()
    other = replace(parameters, loop=replace(parameters.loop, learning_rate=0.5))
    with pytest.raises(InputError, match="another configuration"):
        train(other, tmp_path)
    anew = train(other, tmp_path, resume=False)
    assert len(anew.history) == 2


@pytest.mark.slow
def test_two_processes_train_what_one_does(make_parameters: MakeParameters, discs: Path, tmp_path: Path) -> None:
    import yaml

    from medseg.jobs import to_json

    parameters = make_parameters(augment={"rotate_degrees": 10})
    alone = train(parameters, tmp_path / "alone")
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(to_json(parameters)), encoding="utf-8")
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "medseg"]
    command = [sys.executable, *launch, "train", str(tmp_path / "config.yaml"), "-o", str(tmp_path / "together")]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=1500, env=environment)
    assert done.returncode == 0, done.stderr
    together = train(parameters, tmp_path / "together")  # reads what they left
    same_history(alone, together, 2e-3)  # biases before a normalisation have no gradient but rounding: weights may differ


def test_weights_of_a_package_are_a_beginning(learnt: Learnt, tmp_path: Path) -> None:
    parameters, result = learnt
    loop = replace(parameters.loop, initial=str(result.package_path), epochs=1, learning_rate=1e-5, average=0.0)
    assert train(replace(parameters, loop=loop), tmp_path).history[0].dice > 0.9
    other = replace(parameters, loop=loop, architecture={"name": "cnn", "arguments": {}})
    with pytest.raises(InputError, match="weights in common"):
        train(other, tmp_path, resume=False)


def test_prepared_images_on_disk_give_what_those_in_memory_give(make_parameters: MakeParameters, tmp_path: Path) -> None:
    in_memory = train(make_parameters(loop={"epochs": 1}), tmp_path / "memory")
    parameters = make_parameters(loop={"epochs": 1, "cache": "disk", "workers": 0})
    on_disk = train(parameters, tmp_path / "disk")
    same(in_memory, on_disk)
    assert len(list((tmp_path / "disk" / "prepared").iterdir())) == 11
    same(in_memory, train(parameters, tmp_path / "disk", resume=False))


def test_training_stops_where_nothing_becomes_better(make_parameters: MakeParameters, tmp_path: Path) -> None:
    parameters = make_parameters(loop={"epochs": 30, "patience": 2, "learning_rate": 1e-8})
    result = train(parameters, tmp_path)
    assert len(result.history) == result.best_epoch + 2 < 30


def test_weak_masks_are_seen_in_the_first_epochs_and_never_scored(
    make_parameters: MakeParameters, discs: Path, tmp_path: Path
) -> None:
    strong = {"name": "strong", "images": str(discs / "images/case0*.png"), "masks": str(discs / "masks/{name}")}
    weak = {**strong, "name": "weak", "images": str(discs / "images/case1*.png"), "role": "weak"}
    result = train(make_parameters(data=[strong, weak], loop={"weak_epochs": 1, "weak_weight": 0.3}), tmp_path)
    assert {score.source for score in result.scores} == {"strong"}
    card = json.loads((result.package_path / "model.json").read_text())
    notes = {entry["name"]: entry["note"] for entry in card["training"]["data"]}
    assert notes == {"strong": "", "weak": "Weak masks, made by a program."}


def volumes(folder: Path, count: int) -> dict[str, str]:
    """Volumes of bright cylinders as NIfTI."""
    for number in range(count):
        random = np.random.default_rng(number)
        mask = np.zeros((12, 32, 32), bool)
        mask[2:10, 8:20, 8:22] = True
        geometry = Geometry.from_axes(mask.shape, (1.0, 1.0, 2.0), (0.0, 0.0, 0.0))
        hu = (random.normal(-800, 40, mask.shape) + 850 * mask).astype(np.int16)
        write(Volume(hu, geometry), folder / "images" / f"v{number}.nii.gz")
        write(Segmentation.from_masks(geometry, {Segment("Block"): mask}), folder / "masks" / f"v{number}.nii.gz")
    return {"name": "volumes", "images": str(folder / "images/*.nii.gz"), "masks": str(folder / "masks/{name}"), "modality": "CT"}


@pytest.mark.parametrize(
    "image",
    [
        {"size": [16, 16, 16], "fit": "windows"},
        {"size": [32, 32], "context_slices": 1},
        {"size": [32, 32], "normalisation": "zscore", "window": None},
    ],
)
def test_volumes_are_learnt_from_windows_and_slices(
    make_parameters: MakeParameters, tmp_path: Path, image: dict[str, Any]
) -> None:
    source = volumes(tmp_path, 5)
    parameters = make_parameters(
        data=[{**source, "repeat": 2}],
        input={"modalities": ["CT"], "unit": "HU", "pictures": False, "window": [-1000, 200], **image},
        loop={"epochs": 2, "learning_rate": 2e-2, "epoch_samples": 32},
        augment={"flip": True, "window_jitter": 0.1},
        split={"validation": 0.2, "test": 0.2},
    )
    result = train(parameters, tmp_path / "out")
    assert result.history[-1].dice > 0.7
    assert score_package(result.package_path, find_cases(parameters).test)[0].dice > 0.7


def test_several_segments_are_learnt_as_classes(make_parameters: MakeParameters, discs: Path, tmp_path: Path) -> None:
    result = train(
        make_parameters(
            source={"labels": [[1], [2]]},
            output={"activation": "softmax", "segments": [{"name": "Disc"}, {"name": "Nothing"}]},
            loop={"epochs": 3},
        ),
        tmp_path,
    )
    assert result.history[-1].dice > 0.3
    assert math.isfinite(result.history[-1].validation_loss)


def test_images_and_masks_may_come_in_memory(make_parameters: MakeParameters, tmp_path: Path) -> None:
    parameters = make_parameters(loop={"epochs": 1})
    split = find_cases(parameters)
    from medseg.io import read_segmentation, read_volume

    pairs = [
        Pair(read_volume(pair.image), read_segmentation(pair.mask), pair.name, pair.patient, data=pair.data)  # type: ignore[arg-type]
        for pair in (*split.train, *split.validation, *split.test)
    ]
    assert len(train(parameters, tmp_path, pairs=pairs).history) == 1


def test_a_mask_of_another_size_is_refused(make_parameters: MakeParameters, discs: Path, tmp_path: Path) -> None:
    geometry = Geometry.from_axes((1, 8, 8), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0))
    masks = {Segment("Disc"): np.ones((1, 8, 8), bool)}
    for image in (discs / "images").iterdir():
        write(Segmentation.from_masks(geometry, masks), tmp_path / image.name)
    with pytest.raises(InputError, match=r"size of its image, \(1, 32, 32\) \(k, j, i\), got \(1, 8, 8\)"):
        train(make_parameters(source={"masks": str(tmp_path / "{name}")}), tmp_path / "out")


def test_empty_masks_are_refused(make_parameters: MakeParameters, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty masks for all 11 training images"):
        train(make_parameters(source={"labels": [[7]]}), tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"loop": {"device": "cuda:77"}}, "device of this computer"),
        ({"source": {"labels": [[1], [2]]}}, "Expected labels for 1 segments"),
        ({"architecture": {"arguments": {}}}, "name of an architecture"),
        ({"augment": {"transforms": [{"name": "Compose"}]}}, "got 'Compose'"),
        ({"source": {"modality": "PET"}}, "got 'PET'"),
    ],
)
def test_what_cannot_be_trained_is_said_before_the_first_step(
    make_parameters: MakeParameters, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        train(make_parameters(**change), tmp_path)
    assert not (tmp_path / "package").exists()


def test_tensorboard_gets_the_epochs_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    from medseg.training.epoch_scores import EpochScores
    from medseg.training.tensor_board import write_events

    told: list[tuple[str, float, int]] = []

    class Writer:
        def __init__(self, folder: str) -> None:
            assert folder == str(tmp_path / "tensorboard")

        def add_scalar(self, tag: str, value: float, step: int) -> None:
            told.append((tag, value, step))

        def close(self) -> None:
            told.append(("closed", 0, 0))

    stand_in = types.ModuleType("torch.utils.tensorboard")
    stand_in.SummaryWriter = Writer  # type: ignore[attr-defined]
    row = EpochScores(3, 1.0, 0.01, 0.5, math.nan, math.nan, 0.9)
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", stand_in)
    assert write_events([row], tmp_path)
    assert told == [("learning rate", 0.01, 3), ("loss/training", 0.5, 3), ("dice/validation", 0.9, 3), ("closed", 0, 0)]
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    assert not write_events([row], tmp_path)
