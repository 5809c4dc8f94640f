"""A training that ends when its time is up."""

from collections.abc import Callable
from pathlib import Path

from medseg.records import TrainingParameters
from medseg.training import train
from medseg.training.draft_card import config_sha256

LITTLE_MINUTES = 1e-4


def test_a_training_ends_with_the_epoch_in_which_its_time_is_up(
    make_parameters: Callable[..., TrainingParameters], tmp_path: Path
) -> None:
    fractions: list[float] = []
    parameters = make_parameters(loop={"epochs": 500, "minutes": LITTLE_MINUTES})
    found = train(parameters, tmp_path, lambda fraction, _: fractions.append(fraction))
    assert [row.epoch for row in found.history] == [1]
    assert (found.package_path / "model.json").is_file()
    assert fractions == sorted(fractions)
    assert max(fractions) == 1.0


def test_a_longer_time_goes_on_where_a_shorter_one_ended(
    make_parameters: Callable[..., TrainingParameters], tmp_path: Path
) -> None:
    short, long = (make_parameters(loop={"epochs": 3, "minutes": minutes}) for minutes in (LITTLE_MINUTES, 0))
    assert config_sha256(short) == config_sha256(long)
    train(short, tmp_path)
    found = train(long, tmp_path)
    assert [row.epoch for row in found.history] == [1, 2, 3]
