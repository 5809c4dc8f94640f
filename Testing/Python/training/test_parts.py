"""Losses, learning rate, average, PReLU and checkpoints: numbers that are known."""

import math
from pathlib import Path

import pytest

from medseg.errors import InputError
from medseg.records import LoopParameters, TrainingLoss
from medseg.training.case_scores import CaseScores, mean_scores
from medseg.training.epoch_scores import EpochScores
from medseg.training.history import read_history, write_history
from medseg.training.schedule import learning_rate

torch = pytest.importorskip("torch")
pytest.importorskip("monai")
pytest.importorskip("safetensors")

from medseg.training.checkpoint import FILE, Checkpoint, read_checkpoint, write_checkpoint  # noqa: E402
from medseg.training.losses import make_loss  # noqa: E402
from medseg.training.prelu import with_quick_prelu  # noqa: E402
from medseg.training.weight_average import WeightAverage  # noqa: E402


@pytest.mark.parametrize("softmax", [False, True])
@pytest.mark.parametrize("kind", list(TrainingLoss))
def test_a_right_answer_costs_less_than_a_wrong_one_and_weights_count(kind: TrainingLoss, softmax: bool) -> None:
    truth = torch.zeros(2, 2, 8, 8)
    truth[:, 0, :4], truth[:, 1, 4:] = 1, 1
    right = (truth - 0.5) * 20
    loss = make_loss(LoopParameters(loss=kind), softmax=softmax)
    assert float(loss(right, truth, None)) < 0.01 < float(loss(-right, truth, None))
    mixed = torch.stack([right[0], -right[1]])
    only_first = loss(mixed, truth, torch.tensor([1.0, 0.0]))
    assert float(only_first) == pytest.approx(float(loss(right, truth, None)), abs=1e-5)


def test_dice_and_cross_entropy_add_up_to_what_monai_says() -> None:
    from monai.losses import DiceCELoss

    output, truth = torch.randn(3, 1, 8, 8), (torch.rand(3, 1, 8, 8) > 0.5).float()
    own = make_loss(LoopParameters(), softmax=False)(output, truth, None)
    assert float(own) == pytest.approx(float(DiceCELoss(sigmoid=True)(output, truth)), rel=1e-5)


def test_the_learning_rate_rises_and_falls() -> None:
    rates = [learning_rate(step, 100, 10, 0.01) for step in range(100)]
    assert rates.index(max(rates)) in (9, 10)
    assert rates[:10] == sorted(rates[:10])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 0.0002


def test_an_average_forgets_and_keeps_whole_numbers() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(1, 1, bias=False), torch.nn.BatchNorm1d(1))
    network[0].weight.data.fill_(1.0)
    average = WeightAverage(network, 0.5)
    network[0].weight.data.fill_(3.0)
    network[1].num_batches_tracked += 4
    average.update(network, 100)
    assert float(average.weights["0.weight"]) == 2.0
    assert int(average.weights["1.num_batches_tracked"]) == 4


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
def test_the_quick_prelu_has_the_numbers_and_gradients_of_the_other(layout: object) -> None:
    values = torch.randn(4, 8, 96, 64).to(memory_format=layout)
    results = []
    for quick in (False, True):
        network = torch.nn.Sequential(torch.nn.PReLU())
        own = values.clone().requires_grad_()
        output = (with_quick_prelu(network) if quick else network)(own)
        (output * torch.linspace(-1, 1, 64)).sum().backward()
        results.append((output.detach(), own.grad, network[0].weight.grad))
    for first, second in zip(*results, strict=True):
        assert torch.allclose(first, second, rtol=1e-4, atol=1e-4)


def test_a_checkpoint_comes_back_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    assert read_checkpoint(tmp_path) is None
    write_checkpoint(tmp_path, Checkpoint({"network/a": torch.arange(3.0)}, {"epoch": 3}))
    found = read_checkpoint(tmp_path)
    assert found is not None
    assert found.part("network")["a"].tolist() == [0, 1, 2]
    assert found.state == {"epoch": 3}
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(InputError, match="damaged"):
        read_checkpoint(tmp_path)


def test_a_history_comes_back_from_its_table(tmp_path: Path) -> None:
    rows = (EpochScores(1, 2.5, 0.01, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4), EpochScores(2, 5.0, 0.01, 0.5, *[math.nan] * 3))
    write_history(rows, tmp_path)
    first, second = read_history(tmp_path / "history.csv")
    assert first == rows[0]
    assert second.epoch == 2
    assert math.isnan(second.dice)
    assert read_history(tmp_path / "none.csv") == ()


def test_means_are_told_for_each_source_and_leave_out_what_is_no_number() -> None:
    scores = [
        CaseScores("A", "1", "test", 0.8, 0.9, 0.3),
        CaseScores("A", "2", "test", math.nan, 1.0, 0.1),
        CaseScores("B", "1", "test", 0.5, 0.5, 0.5),
    ]
    first, second = mean_scores(scores)
    assert first == {"set": "A", "part": "test", "cases": 2, "dice": 0.8, "dice_lowest": 0.8, "accuracy": 0.95, "loss": 0.2}
    assert second["dice"] == 0.5
