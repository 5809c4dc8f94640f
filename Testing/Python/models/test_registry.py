"""Which networks are found for what."""

import dataclasses
import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import LicenceError, ModelError, ModelNotFoundError
from medseg.models import (
    ModelCard,
    Origin,
    available_packages,
    find_package,
    installed_packages,
    open_package,
    places,
    write_package,
)
from medseg.volume import Modality

State = dict[str, Any]


@pytest.fixture
def put(tmp_path: Path, card: ModelCard, state: State) -> Callable[..., Path]:
    """Puts a package into one of the places."""

    def write(place: str, name: str = "tiny", **entries: Any) -> Path:
        wanted = dataclasses.replace(card, input=dataclasses.replace(card.input, **entries.pop("input", {})))
        return write_package(tmp_path / place / name, dataclasses.replace(wanted, name=name, **entries), state)

    return write


Put = Callable[..., Path]


def test_nothing_is_found_where_nothing_is() -> None:
    assert installed_packages() == ()
    assert [entry for entry in available_packages() if entry.origin is Origin.CHECKOUT] == []


def test_the_users_own_come_first_and_hide_others_of_their_name(put: Put) -> None:
    put("shipped", "other")
    put("shipped", title="shipped")
    put("installed", title="own")
    found = {entry.name: entry for entry in installed_packages()}
    assert [entry.origin for entry in installed_packages()] == [Origin.USER, Origin.SHIPPED]
    assert found["tiny"].card is not None
    assert found["tiny"].card.title == "own"
    assert open_package("tiny").card.title == "own"


def test_what_needs_acceptance_is_available_not_installed(put: Put, non_commercial: ModelCard) -> None:
    put("checkout", "bound", licence=non_commercial.licence)
    assert installed_packages() == ()
    entry = next(entry for entry in available_packages() if entry.name == "bound")
    assert entry.needs_acceptance
    assert not entry.is_installed
    for ask in (lambda: open_package("bound"), lambda: find_package(None, method="unet", target="lungs")):
        with pytest.raises(LicenceError, match="medseg models install bound --accept-licence"):
            ask()


def test_a_broken_package_is_listed_with_its_problem_and_stops_nothing(put: Put, caplog: pytest.LogCaptureFixture) -> None:
    put("installed", "zz-good")
    broken = put("installed", "broken")
    (broken / "model.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        entries = {entry.name: entry for entry in installed_packages()}
    assert "expected JSON" in entries["broken"].problem
    assert not entries["broken"].is_installed
    assert "broken" in caplog.text
    assert find_package(None, method="unet", target="lungs").name == "zz-good"
    with pytest.raises(ModelError, match="cannot be used"):
        open_package("broken")


def test_a_folder_by_another_name_than_its_card_is_not_used(put: Put, tmp_path: Path) -> None:
    shutil.move(put("installed", "tiny"), tmp_path / "installed" / "lungs-ct-unet")
    assert "folder's name" in installed_packages()[0].problem


def test_hidden_and_foreign_folders_are_left_alone(put: Put, tmp_path: Path) -> None:
    shutil.move(put("installed", "tiny"), tmp_path / "installed" / ".medseg-half")
    (tmp_path / "installed" / "empty").mkdir()
    (tmp_path / "installed" / "note.txt").write_text("")
    assert installed_packages() == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"method": "unet", "target": "lungs", "modality": Modality.CT}, "ct"),
        ({"method": "unet", "modality": Modality.CT}, "ct"),
        ({"method": "unet", "target": "lungs", "modality": Modality.XRAY}, "film"),
        ({"method": "unet", "target": "lungs", "modality": Modality.OTHER, "is_picture": True}, "film"),
        ({"method": "cnn", "target": "lungs", "modality": Modality.CT}, "plain"),
        ({"method": "unet", "target": "infection"}, "infection"),
        ({"method": "cnn", "target": "lungs", "modality": Modality.MR}, None),
        ({"method": "cnn", "target": "spleen"}, None),
        ({"method": "unet", "target": "liver"}, None),
        ({"method": "cnn", "target": "lungs", "modality": Modality.CT, "is_picture": True}, None),
    ],
)
def test_the_network_that_suits_is_found(put: Put, asked: dict[str, Any], found: str | None) -> None:
    put("shipped", "ct")
    put("shipped", "film", input={"modalities": (Modality.XRAY,), "unit": "", "pictures": True})
    put("shipped", "plain", method="cnn")
    put("shipped", "infection", target="infection")
    if found is not None:
        assert find_package(None, **asked).name == found
        return
    with pytest.raises(ModelNotFoundError, match="found none"):
        find_package(None, **asked)


def test_a_name_or_a_path_is_taken_as_it_is(put: Put) -> None:
    folder = put("elsewhere", "tiny")
    assert find_package(folder, method="cnn", target="liver").name == "tiny"
    assert find_package(str(folder / "model.json"), method="cnn").name == "tiny"
    with pytest.raises(ModelNotFoundError, match="medseg models list"):
        find_package("tiny", method="unet")


@pytest.mark.parametrize("name", ["nowhere", "..", "../tiny", "", "a/b", "model.medseg"])
def test_what_is_not_there_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError):
        open_package(name)


def test_what_comes_with_medseg_is_in_order() -> None:
    folders = [path for path in places.shipped_folder().glob("*") if path.is_dir()]
    for folder in folders:
        package = open_package(folder)
        assert package.name == folder.name
        assert package.card.licence.commercial_use, "what is not free to use belongs into Resources/Models"


def test_the_catalogue_names_the_packages_beside_the_sources() -> None:
    folder = places.checkout_folder()
    assert folder is not None
    done = subprocess.run(
        [sys.executable, str(folder / "catalogue.py"), "--check"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for path in folder.iterdir():
        if (path / "model.json").is_file():
            card = json.loads((path / "model.json").read_text(encoding="utf-8"))
            assert not card["licence"]["commercial_use"]
            assert any(name.upper().startswith("LICEN") for name in card["files"]), path.name
            open_package(path)


def test_networks_are_listed_where_nothing_but_numpy_is_installed() -> None:
    code = (
        "import sys\n"
        "for name in ('torch', 'monai', 'jsonschema', 'safetensors', 'yaml', 'onnx'): sys.modules[name] = None\n"
        "from medseg.models import available_packages, installed_packages\n"
        "installed_packages(), available_packages()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
