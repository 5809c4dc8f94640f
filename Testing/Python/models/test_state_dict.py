"""State dictionaries and TorchScript: weights are read, programs are not run unless they are trusted."""

import hashlib
import io
import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch

from medseg.errors import ModelError, UntrustedModelError
from medseg.models import ModelCard, PackageKind, build_network, install_package, open_package, verify_package
from medseg.models.foreign.state_dict import state_from_bytes

State = dict[str, Any]


def beside(folder: Path, card: ModelCard, name: str, data: bytes) -> Path:
    """A file of weights with a card beside it."""
    folder.mkdir()
    (folder / name).write_bytes(data)
    values = {**card.to_json(), "files": {name: hashlib.sha256(data).hexdigest()}}
    (folder / "model.json").write_text(json.dumps(values))
    return folder / name


def saved(thing: object, **options: Any) -> bytes:
    file = io.BytesIO()
    torch.save(thing, file, **options)
    return file.getvalue()


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"epoch": 3, "state_dict": state}])
@pytest.mark.parametrize("name", ["net.pt", "net.pth"])
def test_a_state_dictionary_is_read(tmp_path: Path, card: ModelCard, state: State, wrap: Any, name: str) -> None:
    package = open_package(beside(tmp_path / "own", card, name, saved(wrap(state))))
    assert package.kind is PackageKind.STATE_DICT
    loaded = package.network().state_dict()
    assert all(torch.equal(loaded[name], tensor) for name, tensor in state.items())


def test_the_old_form_of_torch_files_is_read(state: State) -> None:
    assert set(state_from_bytes(saved(state, _use_new_zipfile_serialization=False))) == set(state)


def test_weights_of_several_gpus_and_of_half_precision_are_read(state: State) -> None:
    data = saved({f"module.{name}": tensor.half() if tensor.is_floating_point() else tensor for name, tensor in state.items()})
    loaded = state_from_bytes(data)
    assert set(loaded) == set(state)
    assert {each.dtype for each in loaded.values()} == {tensor.dtype for tensor in state.values()}


@pytest.mark.parametrize("protocol", [2, 4])
@pytest.mark.parametrize("wrap", [lambda evil: evil, lambda evil: {"weight": evil}, lambda evil: [evil]])
def test_pickled_objects_are_refused_and_do_not_run(canary: Any, wrap: Any, protocol: int) -> None:
    for data in (
        pickle.dumps(wrap(canary), protocol),
        saved(wrap(canary)),
        saved(wrap(canary), _use_new_zipfile_serialization=False),
    ):
        with pytest.raises(ModelError):
            state_from_bytes(data)
    assert not canary.path.exists()


def test_the_canary_does_sing_where_pickle_is_let_loose(canary: Any) -> None:
    pickle.loads(pickle.dumps(canary))
    assert canary.path.exists()


def test_a_refused_pickle_says_how_to_go_on(tmp_path: Path, card: ModelCard, canary: Any) -> None:
    package = open_package(beside(tmp_path / "own", card, "net.pt", saved({"weight": canary})))
    with pytest.raises(UntrustedModelError, match="state_dict"):
        package.network()
    assert not canary.path.exists()


def test_a_whole_pickled_network_is_refused(card: ModelCard) -> None:
    network = build_network(card.architecture.name, card.architecture.arguments)
    with pytest.raises(UntrustedModelError):
        state_from_bytes(saved(network))


@pytest.mark.parametrize("thing", [{}, [], {"epoch": 3}, {"state_dict": {"a": 1}}, 7, torch.zeros(3)])
def test_what_is_no_state_dictionary_is_refused(thing: object) -> None:
    with pytest.raises(ModelError, match="names with tensors"):
        state_from_bytes(saved(thing))


@pytest.mark.parametrize("length", [0, 10, 200, -100])
def test_a_file_that_is_cut_off_is_refused(state: State, length: int) -> None:
    with pytest.raises(ModelError):
        state_from_bytes(saved(state)[:length])


def test_weights_with_nan_are_refused(state: State) -> None:
    name = next(name for name, tensor in state.items() if tensor.is_floating_point())
    state[name].view(-1)[0] = float("nan")
    with pytest.raises(ModelError, match="NaN"):
        state_from_bytes(saved(state))


def test_an_old_torch_that_could_be_tricked_is_not_used(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "__version__", "2.5.1")
    with pytest.raises(UntrustedModelError, match=r"2\.6 or newer"):
        state_from_bytes(saved(state))


def test_weights_without_a_card_are_not_guessed_at(tmp_path: Path, state: State) -> None:
    (tmp_path / "net.pt").write_bytes(saved(state))
    with pytest.raises(ModelError, match=r"'model\.json' beside"):
        open_package(tmp_path / "net.pt")


def test_weights_that_the_card_does_not_name_are_refused(tmp_path: Path, card: ModelCard, state: State) -> None:
    path = beside(tmp_path / "own", card, "net.pt", saved(state))
    other = path.with_name("other.pt")
    other.write_bytes(saved(state))
    with pytest.raises(ModelError, match=r"'other\.pt' among the files"):
        open_package(other)


class Toy(torch.nn.Module):
    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return images * 2


@pytest.fixture
def program() -> bytes:
    """A network as TorchScript."""
    file = io.BytesIO()
    torch.jit.save(torch.jit.trace(Toy(), torch.zeros((1, 1, 16, 16))), file)
    return file.getvalue()


SCRIPT = pytest.mark.filterwarnings("ignore:.*torch.jit.*:DeprecationWarning")


@SCRIPT
@pytest.mark.parametrize("name", ["net.ts", "net.pt"])
def test_torchscript_is_refused_without_trust_and_the_reason_is_given(
    tmp_path: Path, card: ModelCard, program: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = beside(tmp_path / "own", card, name, program)

    def load(*arguments: object, **options: object) -> None:
        pytest.fail("loaded without trust")

    monkeypatch.setattr(torch.jit, "load", load)
    monkeypatch.setattr(torch, "load", load)
    for action in (open_package, verify_package, install_package):
        with pytest.raises(UntrustedModelError, match=r"a program that runs with your rights.*--trust"):
            action(path)
    assert not (tmp_path / "installed").exists()


@SCRIPT
def test_torchscript_runs_with_trust(tmp_path: Path, card: ModelCard, program: bytes) -> None:
    package = verify_package(beside(tmp_path / "own", card, "net.pt", program), trust=True)
    assert package.kind is PackageKind.TORCHSCRIPT
    assert package.network()(torch.ones((1, 1, 16, 16))).max() == 2


def test_trust_lets_no_pickle_through(tmp_path: Path, card: ModelCard, canary: Any) -> None:
    for name in ("net.pt", "net.ts"):
        package = open_package(beside(tmp_path / name.replace(".", ""), card, name, saved({"weight": canary})), trust=True)
        with pytest.raises(ModelError):
            package.network()
    assert not canary.path.exists()


def test_a_zip_that_only_looks_like_torchscript_is_refused(tmp_path: Path, card: ModelCard, canary: Any) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("net/code/x.py", "")
        archive.writestr("net/data.pkl", pickle.dumps(canary))
        archive.writestr("net/constants.pkl", pickle.dumps(canary))
        archive.writestr("net/version", "3")
    path = beside(tmp_path / "own", card, "net.pt", file.getvalue())
    with pytest.raises(UntrustedModelError):
        open_package(path)
    with pytest.raises(ModelError):
        open_package(path, trust=True).network()
    assert not canary.path.exists()
