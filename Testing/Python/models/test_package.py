"""Packages: written, opened, and refused where anything is not as it should be."""

import dataclasses
import hashlib
import json
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from medseg.errors import ModelError, ModelNotFoundError, TamperedModelError, WriteError
from medseg.models import ModelCard, PackageKind, build_network, open_package, verify_package, write_package
from medseg.models.loading import network_with
from medseg.models.weights import weights_from_bytes, weights_to_bytes
from medseg.models.write import write_files

State = dict[str, Any]
Rewrite = Callable[..., None]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def replace_weights(folder: Path, data: bytes, rewrite: Rewrite) -> Path:
    """Put other weights into a package, and their SHA-256 into its card: whoever makes a package can do that."""
    (folder / "model.safetensors").write_bytes(data)
    rewrite(folder, files={"model.safetensors": sha256(data)})
    return folder


@pytest.mark.parametrize("place", ["folder", "one.medseg"])
def test_a_package_comes_back_as_it_was_written(tmp_path: Path, card: ModelCard, place: str) -> None:
    network = build_network(card.architecture.name, card.architecture.arguments).train(False)
    written = write_package(tmp_path / place, card, network.state_dict(), half=False, others={"LICENSE": b"free"})
    package = open_package(written)
    image = torch.randn((2, 1, 16, 16))
    assert torch.equal(package.network()(image), network(image))
    assert package.kind is PackageKind.MEDSEG
    assert package.name == "tiny"
    assert package.read("LICENSE") == b"free"
    assert dataclasses.replace(package.card, files={}) == card


def test_folder_and_file_have_one_fingerprint(tmp_path: Path, card: ModelCard, state: State) -> None:
    folder = open_package(write_package(tmp_path / "folder", card, state))
    file = open_package(write_package(tmp_path / "one.medseg", card, state))
    assert folder.sha256 == file.sha256
    assert folder.sha256 == sha256((folder.path / "model.json").read_bytes())


def test_the_same_network_gives_the_same_file(tmp_path: Path, card: ModelCard, state: State) -> None:
    first, second = (write_package(tmp_path / name, card, state) for name in ("a.medseg", "b.medseg"))
    assert first.read_bytes() == second.read_bytes()


def test_weights_are_stored_in_half_precision_and_come_back_in_single(tmp_path: Path, card: ModelCard, state: State) -> None:
    half, full = (write_package(tmp_path / name, card, state, half=name == "half") for name in ("half", "full"))
    sizes = [(folder / "model.safetensors").stat().st_size for folder in (half, full)]
    assert sizes[0] < sizes[1]
    loaded = open_package(half).network().state_dict()
    for name, tensor in state.items():
        assert loaded[name].dtype == tensor.dtype
        assert torch.equal(loaded[name], tensor.half().to(tensor.dtype))


def test_numbers_too_large_for_half_precision_are_kept() -> None:
    state = {"small": torch.tensor([1.0]), "large": torch.tensor([1e6])}
    assert weights_from_bytes(weights_to_bytes(state, half=True))["large"].item() == 1e6


def test_weights_that_share_memory_are_stored_apart() -> None:
    whole = torch.arange(6.0)
    stored = weights_from_bytes(weights_to_bytes({"whole": whole, "part": whole[:3], "turned": whole.view(2, 3).T}, half=False))
    assert stored["turned"].tolist() == [[0, 3], [1, 4], [2, 5]]


def test_a_network_is_opened_for_use_not_for_training(package: Path) -> None:
    network = open_package(package).network()
    assert not network.training
    assert {tensor.dtype for tensor in network.parameters()} == {torch.float32}
    assert {tensor.device.type for tensor in network.parameters()} == {"cpu"}


def test_opening_leaves_the_random_numbers_alone(package: Path) -> None:
    torch.manual_seed(3)
    expected = torch.rand(3)
    torch.manual_seed(3)
    open_package(package).network()
    assert torch.equal(torch.rand(3), expected)


def test_a_failed_write_leaves_nothing(tmp_path: Path, card: ModelCard, state: State) -> None:
    state.popitem()
    for place in ("folder", "one.medseg"):
        with pytest.raises(ModelError, match="missing"):
            write_package(tmp_path / place, card, state)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_not_written_into(package: Path, card: ModelCard, state: State) -> None:
    before = (package / "model.json").read_bytes()
    with pytest.raises(WriteError, match="new or empty folder"):
        write_package(package, card, state)
    assert (package / "model.json").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["../out", "/abs", "a\\b", "con", "c:x", ".hidden", "a//b", "model.json", "Model.JSON", "a/b/c/d/e"]
)
def test_a_package_is_not_written_with_a_strange_path(tmp_path: Path, card: ModelCard, name: str) -> None:
    with pytest.raises(ModelError):
        write_files(tmp_path / "new", card, {name: b""})
    assert list(tmp_path.iterdir()) == []


def test_a_card_that_breaks_the_schema_is_not_written(tmp_path: Path, card: ModelCard, state: State) -> None:
    with pytest.raises(ModelError, match="version"):
        write_package(tmp_path / "new", dataclasses.replace(card, version="one"), state)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", [100, -1])
def test_changed_weights_are_refused(package: Path, where: int) -> None:
    file = package / "model.safetensors"
    data = bytearray(file.read_bytes())
    data[where] ^= 1
    file.write_bytes(data)
    with pytest.raises(TamperedModelError, match="SHA-256 differs"):
        open_package(package)


def test_weights_changed_after_opening_are_refused(package: Path) -> None:
    opened = open_package(package)
    (package / "model.safetensors").write_bytes(b"other")
    with pytest.raises(TamperedModelError):
        opened.network()


def test_a_wrong_sha256_in_the_card_is_refused(package: Path, rewrite: Rewrite) -> None:
    rewrite(package, files={"model.safetensors": "0" * 64})
    with pytest.raises(TamperedModelError):
        open_package(package)


@pytest.mark.parametrize("what", ["model.safetensors", "model.json"])
def test_a_missing_file_is_told(package: Path, what: str) -> None:
    (package / what).unlink()
    with pytest.raises(ModelError, match=what):
        open_package(package)


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="found nothing"):
        open_package(tmp_path / "nowhere")


@pytest.mark.parametrize("length", [0, 4, 8, 60, -1])
def test_weights_that_are_cut_off_are_refused(package: Path, rewrite: Rewrite, length: int) -> None:
    data = (package / "model.safetensors").read_bytes()[:length]
    with pytest.raises(ModelError, match="expected"):
        open_package(replace_weights(package, data, rewrite)).network()


@pytest.mark.parametrize("length", [(1 << 63) - 1, 1 << 40, (16 << 20) + 1, 0, 1])
def test_a_header_of_no_sensible_length_is_refused_before_it_is_read(package: Path, rewrite: Rewrite, length: int) -> None:
    data = struct.pack("<Q", length) + b"{}" * 100
    with pytest.raises(ModelError, match="expected a header within"):
        open_package(replace_weights(package, data, rewrite)).network()


def test_a_large_header_is_refused_even_where_the_file_holds_it() -> None:
    length = (16 << 20) + 8
    with pytest.raises(ModelError, match="expected a header within"):
        weights_from_bytes(struct.pack("<Q", length) + b" " * length)


@pytest.mark.parametrize(
    "header",
    [
        b"not json",
        b"[]",
        b'{"x": {"dtype": "F32", "shape": [4], "data_offsets": [0, 1000000000000]}}',
        b'{"x": {"dtype": "F32", "shape": [-4], "data_offsets": [0, 16]}}',
        b'{"x": {"dtype": "F32", "shape": [9223372036854775807, 9], "data_offsets": [0, 16]}}',
        b'{"x": {"dtype": "PICKLE", "shape": [4], "data_offsets": [0, 16]}}',
        b'{"x": {"dtype": "F32", "shape": [4], "data_offsets": [16, 0]}}',
    ],
)
def test_a_header_that_lies_is_refused(header: bytes) -> None:
    with pytest.raises(ModelError, match="expected"):
        weights_from_bytes(struct.pack("<Q", len(header)) + header + b"\0" * 16)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_weights_that_are_no_numbers_are_refused(package: Path, state: State, rewrite: Rewrite, value: float) -> None:
    from safetensors.torch import save

    name = next(name for name, tensor in state.items() if tensor.is_floating_point())
    state[name].view(-1)[0] = value
    with pytest.raises(ModelError, match="NaN or infinity"):
        weights_to_bytes(state, half=True)
    with pytest.raises(ModelError, match="NaN or infinity"):
        open_package(replace_weights(package, save(state), rewrite)).network()


def test_weights_of_another_shape_are_refused(package: Path, state: State, rewrite: Rewrite) -> None:
    from safetensors.torch import save

    name = next(name for name, tensor in state.items() if tensor.ndim == 4)
    state[name] = state[name][:, :, :, :2].contiguous()
    with pytest.raises(ModelError, match="of shape"):
        open_package(replace_weights(package, save(state), rewrite)).network()


@pytest.mark.parametrize("change", ["missing", "unknown"])
def test_weights_of_other_names_are_refused(package: Path, state: State, rewrite: Rewrite, change: str) -> None:
    from safetensors.torch import save

    if change == "missing":
        state.popitem()
    else:
        state["backdoor"] = torch.zeros(1)
    with pytest.raises(ModelError, match=change):
        open_package(replace_weights(package, save(state), rewrite)).network()


def test_a_card_cannot_ask_for_more_memory_than_its_weights_need(card: ModelCard, state: State) -> None:
    arguments = {**card.architecture.arguments, "channels": [65_536] * 8}
    with pytest.raises(ModelError, match=r"of this architecture|at most"):
        network_with(dataclasses.replace(card.architecture, arguments=arguments), state)


def test_pickled_weights_under_the_name_of_safetensors_are_refused(package: Path, rewrite: Rewrite, canary: Any) -> None:
    import pickle

    with pytest.raises(ModelError):
        open_package(replace_weights(package, pickle.dumps(canary), rewrite)).network()
    assert not canary.path.exists()


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "..", "a/../../secret", "a\\..\\secret", "~/x", "x\0y", "nul"])
def test_a_card_that_names_a_path_outside_is_refused(package: Path, rewrite: Rewrite, name: str) -> None:
    secret = package.parent / "secret"
    secret.write_bytes(b"secret")
    files = json.loads((package / "model.json").read_text())["files"]
    rewrite(package, files={**files, name: sha256(b"secret")})
    with pytest.raises(ModelError, match="path of plain words"):
        open_package(package)


@pytest.mark.parametrize("what", ["file", "folder", "card"])
def test_links_in_a_package_are_refused(package: Path, rewrite: Rewrite, what: str) -> None:
    outside = package.parent / "outside"
    outside.mkdir()
    name = {"file": "extra", "folder": "more/extra", "card": "model.json"}[what]
    try:
        if what == "folder":
            (outside / "extra").write_bytes(b"secret")
            (package / "more").symlink_to(outside)
        elif what == "file":
            (outside / "extra").write_bytes(b"secret")
            (package / "extra").symlink_to(outside / "extra")
        else:
            (package / "model.json").replace(outside / "model.json")
            (package / "model.json").symlink_to(outside / "model.json")
    except OSError:
        pytest.skip("this system makes no links")
    if what != "card":
        files = json.loads((package / "model.json").read_text())["files"]
        rewrite(package, files={**files, name: sha256(b"secret")})
    with pytest.raises(ModelError, match="got the link"):
        open_package(package)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_package_is_refused_without_waiting(package: Path) -> None:
    (package / "model.safetensors").unlink()
    os.mkfifo(package / "model.safetensors")
    with pytest.raises(ModelError, match="plain file"):
        open_package(package)


def test_a_package_without_weights_is_refused(package: Path, rewrite: Rewrite) -> None:
    (package / "notes.txt").write_bytes(b"x")
    rewrite(package, files={"notes.txt": sha256(b"x")})
    with pytest.raises(ModelError, match="file of weights"):
        open_package(package)


def test_a_file_that_the_card_does_not_name_is_not_read(package: Path) -> None:
    (package / "stranger").write_bytes(b"")
    with pytest.raises(ModelError, match="'stranger'"):
        open_package(package).read("stranger")


def test_a_network_that_does_not_take_its_own_size_is_found_out(tmp_path: Path, card: ModelCard, state: State) -> None:
    odd = dataclasses.replace(card, input=dataclasses.replace(card.input, size=(15, 15)))
    with pytest.raises(ModelError, match=r"does not take|of shape"):
        verify_package(write_package(tmp_path / "odd", odd, state))


def test_a_network_in_order_is_verified(package: Path) -> None:
    assert verify_package(package).name == "tiny"
