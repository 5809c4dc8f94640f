"""`medseg models`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.models import Architecture, Licence, ModelCard, ModelInput, ModelOutput, build_network, write_package
from medseg.volume import Modality, Segment

Command = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path / "installed"))
    monkeypatch.setenv("MEDSEG_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that may not be used commercially."""
    card = ModelCard(
        name="bound",
        title="Something in MR",
        method="unet",
        target="something",
        architecture=Architecture("unet", {"out_channels": 1, "channels": [2, 4], "num_res_units": 0}),
        input=ModelInput(modalities=(Modality.MR,), size=(16, 16), normalisation="zscore", spacing_mm=(3.0, 1.0, 1.0)),
        output=ModelOutput(segments=(Segment("Something"),)),
        licence=Licence("CC BY-NC 4.0", commercial_use=False, notice="No business."),
        training={"data": [{"name": "images", "images": 7, "licence": "CC BY-NC 4.0"}]},
        metrics=({"set": "held out", "cases": 2, "dice": 0.91},),
        limits="Of no use.",
    )
    state = build_network(card.architecture.name, card.architecture.arguments).state_dict()
    return write_package(tmp_path / "given" / "bound.medseg", card, state)


def test_a_network_goes_through_its_life(medseg: Command, package: Path) -> None:
    refused = medseg("models", "install", package)
    assert (refused.code, len(refused.err)) == (2, 1)
    assert "No business. Accept it" in refused.err[0]
    assert medseg("models", "install", package, "--accept-licence").out.splitlines()[0] == "installed: bound 1.0.0"
    (entry,) = (one for one in medseg("models", "list", "--json").payload["models"] if one["name"] == "bound")
    assert (entry["origin"], entry["installed"], entry["problem"]) == ("user", True, "")
    row = next(line for line in medseg("models", "list").out.splitlines() if line.startswith("bound"))
    assert "installed" in row
    assert medseg("models", "verify", "bound").out.startswith("in order: bound 1.0.0")
    assert medseg("models", "remove", "bound").code == 0
    assert medseg("models", "show", "bound").code == 2


def test_all_that_is_known_of_a_network_is_shown(medseg: Command, package: Path) -> None:
    text = medseg("models", "show", package).out
    for words in ("Something in MR", "3 x 1 x 1 mm", "no commercial use", "images, 7 images", "dice 0.91", "Of no use."):
        assert words in text
    payload = medseg("models", "show", package, "--json").payload
    assert payload["metrics"] == [{"set": "held out", "cases": 2, "dice": 0.91}]
    assert len(payload["sha256"]) == 64


def test_a_tampered_file_is_refused_in_one_line(medseg: Command, package: Path, tmp_path: Path) -> None:
    package.write_bytes(package.read_bytes()[:-40])
    for command in ("show", "verify", "install"):
        done = medseg("models", command, package)
        assert (done.code, done.out, len(done.err)) == (2, "", 1)
    assert not (tmp_path / "installed").exists()


def test_progress_is_told_to_programs(medseg: Command, package: Path) -> None:
    done = medseg("models", "install", package, "--accept-licence", "--progress", "json")
    assert json.loads(done.err[-1])["fraction"] == 1.0


def test_a_broken_package_is_listed_with_its_problem(medseg: Command, package: Path, tmp_path: Path) -> None:
    medseg("models", "install", package, "--accept-licence")
    (tmp_path / "installed" / "bound" / "model.json").write_text("{")
    assert "cannot be used" in medseg("models", "list").out
