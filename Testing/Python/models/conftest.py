"""Tiny networks and their packages, and a canary that must stay untouched."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.models import Architecture, Licence, ModelCard, ModelInput, ModelOutput, build_network, write_package
from medseg.volume import Code, Coding, Modality, Segment

STRUCTURE = Code("SCT", "123037004", "Anatomical Structure")
LUNGS = Segment("Lungs", (0.2, 0.4, 0.8), Coding(STRUCTURE, Code("SCT", "39607008", "Lung")))


class Canary:
    """What runs when a file with this object in it is unpickled: it writes a file.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.path,)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's networks, nor finds those that come with MedSeg."""
    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path / "installed"))
    monkeypatch.setenv("MEDSEG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("medseg.models.registry.shipped_folder", lambda: tmp_path / "shipped")
    monkeypatch.setattr("medseg.models.registry.checkout_folder", lambda: tmp_path / "checkout")


@pytest.fixture
def canary(tmp_path: Path) -> Canary:
    return Canary(tmp_path / "canary-was-here")


@pytest.fixture
def card() -> ModelCard:
    """Of a U-Net with some hundred weights."""
    return ModelCard(
        name="tiny",
        title="Tiny lungs",
        method="unet",
        target="lungs",
        architecture=Architecture("unet", {"dimensions": 2, "out_channels": 1, "channels": [2, 4], "num_res_units": 1}),
        input=ModelInput(modalities=(Modality.CT,), unit="HU", size=(16, 16), window=(-1000.0, 400.0)),
        output=ModelOutput(segments=(LUNGS,)),
        licence=Licence("Apache-2.0", commercial_use=True),
        limits="A toy.",
    )


@pytest.fixture
def state(card: ModelCard) -> dict[str, Any]:
    return dict(build_network(card.architecture.name, card.architecture.arguments).state_dict())


@pytest.fixture
def package(tmp_path: Path, card: ModelCard, state: dict[str, Any]) -> Path:
    """Folder of a package."""
    return write_package(tmp_path / "tiny", card, state)


@pytest.fixture
def rewrite() -> Callable[..., None]:
    """Changes the card of a package on disk, whatever it then says."""

    def change(folder: Path, **entries: Any) -> None:
        path = folder / "model.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **entries}))

    return change


@pytest.fixture
def non_commercial(card: ModelCard) -> ModelCard:
    return dataclasses.replace(card, name="bound", licence=Licence("CC BY-NC 4.0", commercial_use=False, notice="No business."))
