"""How a package's network was trained."""

import math
from pathlib import Path

import pytest

import medseg
from medseg.models.open import read_card
from medseg.models.package_history import read_package_history

TEXT = "epoch,train_loss,validation_loss,dice\n1,0.9,0.5,0.8\n2,0.4,,0.9\n"


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "training" / "package"
    folder.mkdir(parents=True)
    return folder


def test_a_history_lies_in_the_packages_folder(package):
    (package / "history.csv").write_text(TEXT)
    first, second = read_package_history(package)
    assert first == {"epoch": 1, "train_loss": 0.9, "validation_loss": 0.5, "dice": 0.8}
    assert math.isnan(second["validation_loss"])


def test_or_beside_it_in_the_folder_of_its_training(package):
    (package.parent / "history.csv").write_text(TEXT)
    assert len(read_package_history(package)) == 2


def test_what_lies_beside_another_folder_is_not_its_history(package):
    (package.parent / "history.csv").write_text(TEXT)
    other = package.rename(package.with_name("my-model"))
    assert read_package_history(other) == ()


@pytest.mark.parametrize("text", ["epoch,dice\n1,good\n", "dice\n0.9\n", "epoch,dice\n,0.9\n", "\x00"])
def test_what_is_no_history_is_none(package, text):
    (package / "history.csv").write_text(text)
    assert read_package_history(package) == ()


def test_a_package_without_one_has_none(package):
    assert read_package_history(package) == ()


@pytest.mark.parametrize("name", ["lungs-ct-cnn", "lungs-xray-cnn", "lungs-xray-unet"])
def test_networks_that_ship_with_their_history_have_as_many_epochs_as_their_card_says(name):
    folder = Path(medseg.__file__).parent / "data" / "models" / name
    card, _ = read_card(folder)
    rows = read_package_history(folder)
    before = sum(step["epochs"] for step in card.training.get("steps_before", ()))
    assert len(rows) == card.training["epochs"] - before
    assert all(0 < row["dice"] < 1 for row in rows)
