"""Networks installed from the list, from files, from addresses; looked over; removed."""

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import (
    CancelledError,
    DownloadError,
    LicenceError,
    ModelError,
    ModelNotFoundError,
    TamperedModelError,
    WriteError,
)
from medseg.files import models_folder
from medseg.models import ModelCard, Origin, install_package, installed_packages, open_package, remove_package, write_package
from medseg.models.model_entry import ModelEntry

State = dict[str, Any]
Server = Any  # of conftest.py


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) if folder.exists() else []


def file_sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def archive(tmp_path: Path, card: ModelCard, state: State) -> Path:
    return write_package(tmp_path / "given" / "tiny.medseg", card, state)


@pytest.mark.parametrize("place", ["tiny", "tiny.medseg"])
def test_a_package_is_installed_from_a_path(tmp_path: Path, card: ModelCard, state: State, place: str) -> None:
    given = write_package(tmp_path / "given" / place, card, state, others={"LICENSE": b"free"})
    installed = install_package(given)
    assert installed.path == models_folder() / "tiny"
    assert installed.sha256 == open_package(given).sha256
    assert tree(models_folder()) == ["tiny", "tiny/LICENSE", "tiny/model.json", "tiny/model.safetensors"]
    assert [entry.origin for entry in installed_packages()] == [Origin.USER]


def test_another_of_the_same_name_takes_its_place(tmp_path: Path, card: ModelCard, state: State, archive: Path) -> None:
    install_package(archive)
    newer = dataclasses.replace(card, version="2.0.0")
    install_package(write_package(tmp_path / "given" / "newer", newer, state))
    assert open_package("tiny").card.version == "2.0.0"
    assert tree(models_folder()) == ["tiny", "tiny/model.json", "tiny/model.safetensors"]


def test_what_is_installed_can_be_installed_again(archive: Path) -> None:
    install_package(archive)
    install_package(models_folder() / "tiny")
    install_package("tiny")
    assert open_package("tiny").network() is not None


def test_files_beside_a_package_are_not_installed(package: Path) -> None:
    (package / "secrets.txt").write_text("not of the package")
    install_package(package)
    assert "tiny/secrets.txt" not in tree(models_folder())


def test_a_refused_package_leaves_nothing_and_the_old_one_stays(package: Path, archive: Path) -> None:
    (package / "model.safetensors").write_bytes(b"tampered")
    for _ in range(2):
        before = tree(models_folder())
        with pytest.raises(TamperedModelError):
            install_package(package)
        assert tree(models_folder()) == before
        install_package(archive)


def test_weights_that_do_not_fit_are_found_before_anything_is_installed(package: Path, rewrite: Callable[..., None]) -> None:
    architecture = {"name": "unet", "arguments": {"dimensions": 2, "out_channels": 1, "channels": [8, 16]}}
    rewrite(package, architecture=architecture)
    with pytest.raises(ModelError, match=r"of this architecture|of shape"):
        install_package(package)
    assert tree(models_folder()) == []


def test_a_sha256_that_was_given_is_heeded(archive: Path, package: Path) -> None:
    install_package(archive, sha256=file_sha256(archive).upper())
    install_package(package, sha256=file_sha256(package / "model.json"))
    for path in (archive, package):
        with pytest.raises(TamperedModelError):
            install_package(path, sha256="0" * 64)


def test_a_licence_has_to_be_accepted(tmp_path: Path, non_commercial: ModelCard, state: State) -> None:
    given = write_package(tmp_path / "given", non_commercial, state)
    with pytest.raises(LicenceError, match=r"CC BY-NC 4\.0.*No business.*--accept-licence"):
        install_package(given)
    assert tree(models_folder()) == []
    assert install_package(given, accept_licence=True).name == "bound"
    assert open_package("bound").name == "bound"


def test_a_network_beside_the_sources_is_installed_by_its_name(tmp_path: Path, non_commercial: ModelCard, state: State) -> None:
    write_package(tmp_path / "checkout" / "bound", non_commercial, state, others={"LICENSE": b"no business"})
    with pytest.raises(LicenceError):
        install_package("bound")
    install_package("bound", accept_licence=True)
    assert (models_folder() / "bound" / "LICENSE").read_bytes() == b"no business"


def test_a_package_comes_from_an_address(server: Server, archive: Path) -> None:
    server.answers = [server.whole(archive.read_bytes())]
    seen: list[float] = []
    url = f"{server.url}/net/tiny.medseg"
    install_package(url, sha256=file_sha256(archive), progress=lambda fraction, message: seen.append(fraction))
    assert open_package("tiny").network() is not None
    assert seen[-1] == 1.0
    install_package(url, sha256=file_sha256(archive))
    assert len(server.asked) == 1


def test_a_cut_off_download_goes_on_where_it_stopped(server: Server, archive: Path) -> None:
    data = archive.read_bytes()
    server.answers = [server.cut_off(data, len(data) // 2), server.resumable(data)]
    install_package(f"{server.url}/tiny.medseg", sha256=file_sha256(archive))
    assert server.asked[1]["range"] == f"bytes={len(data) // 2}-"


def test_an_address_needs_a_sha256(server: Server, archive: Path) -> None:
    with pytest.raises(ModelError, match="Expected the SHA-256"):
        install_package(f"{server.url}/tiny.medseg")
    with pytest.raises(ModelError, match="64 hexadecimal digits"):
        install_package(f"{server.url}/tiny.medseg", sha256="../../evil")
    assert server.asked == []


@pytest.mark.parametrize("url", ["http://example.org/a.medseg", "ftp://example.org/a.medseg", "file:///etc/passwd"])
def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(DownloadError, match="https"):
        install_package(url, sha256="0" * 64)


def test_another_file_than_expected_is_refused(server: Server, archive: Path) -> None:
    server.answers = [server.whole(archive.read_bytes())]
    with pytest.raises(DownloadError, match="SHA-256 differs"):
        install_package(f"{server.url}/tiny.medseg", sha256="0" * 64)
    assert tree(models_folder()) == []


@pytest.fixture
def published(server: Server, package: Path) -> str:
    """Address of a card, with the package's files beside it."""

    def answer(handler: Any) -> None:
        server.whole((package / handler.path.removeprefix("/net/")).read_bytes())(handler)

    server.answers = [answer]
    return f"{server.url}/net/model.json"


def test_a_card_at_an_address_brings_the_files_beside_it(server: Server, published: str, package: Path) -> None:
    install_package(published, sha256=file_sha256(package / "model.json"))
    assert [asked["path"] for asked in server.asked] == ["/net/model.json", "/net/model.safetensors"]
    assert open_package("tiny").network() is not None


def test_files_beside_a_card_are_held_to_it(published: str, package: Path) -> None:
    digest = file_sha256(package / "model.json")
    (package / "model.safetensors").write_bytes(b"tampered")
    with pytest.raises(DownloadError, match="SHA-256 differs"):
        install_package(published, sha256=digest)
    assert tree(models_folder()) == []


def test_a_card_at_an_address_cannot_name_a_path_outside(
    server: Server, published: str, package: Path, rewrite: Callable[..., None]
) -> None:
    rewrite(package, files={"../../evil": "0" * 64})
    with pytest.raises(ModelError, match="plain words"):
        install_package(published, sha256=file_sha256(package / "model.json"))
    assert len(server.asked) == 1


def listed(monkeypatch: pytest.MonkeyPatch, card: ModelCard, url: str, sha256: str) -> None:
    """Let the catalogue hold one network."""
    entry = ModelEntry(card.name, Origin.CATALOGUE, card, url=url, sha256=sha256)
    monkeypatch.setattr("medseg.models.registry._catalogue", lambda: [entry])


def test_a_network_of_the_catalogue_is_downloaded_by_its_name(
    published: str, package: Path, card: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(monkeypatch, card, published, file_sha256(package / "model.json"))
    assert install_package("tiny").path == models_folder() / "tiny"


def test_nothing_is_downloaded_before_the_licence_is_accepted(
    server: Server, published: str, non_commercial: ModelCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(monkeypatch, non_commercial, published, "0" * 64)
    with pytest.raises(LicenceError):
        install_package("bound")
    assert server.asked == []


@pytest.mark.parametrize("place", ["tiny", "tiny.medseg"])
def test_a_network_is_taken_from_a_folder_that_was_carried_here(
    tmp_path: Path, card: ModelCard, state: State, place: str
) -> None:
    write_package(tmp_path / "carried" / place, card, state)
    assert install_package("tiny", offline=tmp_path / "carried").path == models_folder() / "tiny"


@pytest.mark.parametrize("place", ["tiny", "tiny.medseg"])
def test_what_was_carried_here_has_to_be_the_one_of_the_catalogue(
    tmp_path: Path, card: ModelCard, state: State, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = write_package(tmp_path / "carried" / place, card, state)
    listed(monkeypatch, card, "https://example.org/model.json", "0" * 64)
    with pytest.raises(TamperedModelError, match="of the list"):
        install_package("tiny", offline=tmp_path / "carried")
    listed(monkeypatch, card, "https://example.org/model.json", open_package(carried).sha256)
    assert install_package("tiny", offline=tmp_path / "carried").name == "tiny"


def test_a_folder_without_the_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match=r"'tiny\.medseg'"):
        install_package("tiny", offline=tmp_path)


@pytest.mark.parametrize("source", ["nothing", "sub/nothing", "nothing.medseg", ""])
def test_an_unknown_source_is_told(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError):
        install_package(source)


def test_cancelling_installs_nothing(archive: Path) -> None:
    def cancel(fraction: float, message: str) -> None:
        raise CancelledError("stop")

    with pytest.raises(CancelledError):
        install_package(archive, progress=cancel)
    assert tree(models_folder()) == []


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path / "file"))
    with pytest.raises(WriteError):
        install_package(archive)


def test_an_installed_network_is_removed(archive: Path) -> None:
    install_package(archive)
    remove_package("tiny")
    assert tree(models_folder()) == []


@pytest.mark.parametrize("name", ["nothing", "..", ".", "", "../given", "/"])
def test_nothing_else_is_removed(tmp_path: Path, archive: Path, name: str) -> None:
    install_package(archive)
    before = tree(tmp_path)
    with pytest.raises(ModelNotFoundError):
        remove_package(name)
    assert tree(tmp_path) == before


def test_what_comes_with_medseg_is_not_removed(tmp_path: Path, card: ModelCard, state: State) -> None:
    write_package(tmp_path / "shipped" / "tiny", card, state)
    with pytest.raises(ModelError, match="comes with MedSeg"):
        remove_package("tiny")
    assert (tmp_path / "shipped" / "tiny").exists()


def test_of_a_linked_network_the_link_is_removed(tmp_path: Path, package: Path) -> None:
    models_folder().mkdir()
    try:
        (models_folder() / "tiny").symlink_to(package)
    except OSError:
        pytest.skip("this system makes no links")
    remove_package("tiny")
    assert (package / "model.json").exists()
    assert tree(models_folder()) == []


def test_a_broken_network_can_be_removed(archive: Path) -> None:
    install_package(archive)
    (models_folder() / "tiny" / "model.json").write_text("{")
    remove_package("tiny")
    assert tree(models_folder()) == []
