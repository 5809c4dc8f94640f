"""Packages in one file: what does not belong into one is refused before anything is written."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import ModelError, TamperedModelError
from medseg.files import cache_folder
from medseg.models import ModelCard, open_package, write_package
from medseg.models import archive as archive_module

Members = list[tuple[zipfile.ZipInfo, bytes]]


@pytest.fixture
def members(tmp_path: Path, card: ModelCard, state: dict[str, Any]) -> Members:
    """The members of a package that is in order."""
    with zipfile.ZipFile(write_package(tmp_path / "good.medseg", card, state)) as archive:
        return [(member, archive.read(member)) for member in archive.infolist()]


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[[Members], Path]:
    """Writes members into a file, whatever they are."""

    def write(members: Members) -> Path:
        path = tmp_path / "made.medseg"
        with zipfile.ZipFile(path, "w") as archive:
            for member, data in members:
                archive.writestr(member, data)
        return path

    return write


Zipped = Callable[[Members], Path]


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def refused(path: Path, words: str, tmp_path: Path) -> None:
    """Opening is refused, and writes nothing anywhere."""
    before = everything(tmp_path)
    with pytest.raises(ModelError, match=words):
        open_package(path)
    assert everything(tmp_path) == before
    assert not (tmp_path.parent / "evil").exists()


def test_a_package_is_unpacked_once(zipped: Zipped, members: Members) -> None:
    path = zipped(members)
    first = open_package(path)
    assert first.path.is_relative_to(cache_folder())
    stamp = (first.path / "model.safetensors").stat().st_mtime_ns
    assert (open_package(path).path / "model.safetensors").stat().st_mtime_ns == stamp


def test_a_damaged_copy_in_the_cache_is_made_anew(zipped: Zipped, members: Members) -> None:
    path = zipped(members)
    copy = open_package(path).path / "model.safetensors"
    copy.write_bytes(b"damaged")
    open_package(path).network()


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "../../evil",
        "/evil",
        "a/../../evil",
        "..\\evil",
        "C:\\evil",
        "C:evil",
        "//server/evil",
        "a/./b",
        "",
        "sub/",
        "x\0y",
    ],
)
def test_a_path_that_leads_out_is_refused(zipped: Zipped, members: Members, tmp_path: Path, name: str) -> None:
    strange = zipfile.ZipInfo("placeholder")
    strange.filename = strange.orig_filename = name
    refused(zipped([*members, (strange, b"evil")]), "path of plain words", tmp_path)


def test_a_path_that_leads_out_is_refused_even_where_the_card_names_it(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    (card_member, card_data), *rest = members
    values = json.loads(card_data)
    values["files"]["../evil"] = "0" * 64
    refused(
        zipped([(card_member, json.dumps(values).encode()), *rest, (zipfile.ZipInfo("../evil"), b"evil")]),
        "plain words",
        tmp_path,
    )


def test_a_link_is_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    refused(zipped([*members, (link, b"/etc/passwd")]), "got a link", tmp_path)


def test_a_member_that_the_card_does_not_name_is_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    refused(zipped([*members, (zipfile.ZipInfo("stranger.py"), b"print()")]), "stranger.py", tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "MODEL.safetensors"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_given_twice_is_refused(zipped: Zipped, members: Members, tmp_path: Path, name: str) -> None:
    refused(zipped([*members, (zipfile.ZipInfo(name), b"other")]), "each file once", tmp_path)


@pytest.mark.parametrize("missing", [0, 1])
def test_a_missing_member_is_refused(zipped: Zipped, members: Members, tmp_path: Path, missing: int) -> None:
    refused(zipped([member for number, member in enumerate(members) if number != missing]), r"model\.", tmp_path)


def test_too_many_members_are_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    more = [(zipfile.ZipInfo(f"file-{number}"), b"") for number in range(70)]
    refused(zipped([*members, *more]), "65 files", tmp_path)


def test_a_card_that_unpacks_to_more_than_a_card_is_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    bomb = zipfile.ZipInfo("model.json")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    refused(zipped([(bomb, b" " * (4 << 20)), *members[1:]]), "1,048,576 bytes at most", tmp_path)


def test_a_member_larger_than_it_says_is_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    path = zipped(members)
    data = path.read_bytes()
    size = members[1][0].file_size.to_bytes(4, "little")
    assert data.count(size) >= 2
    path.write_bytes(data.replace(size, (16).to_bytes(4, "little")))
    refused(path, "damaged|expected|Expected", tmp_path)


def test_weights_that_were_exchanged_are_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    with pytest.raises(TamperedModelError):
        open_package(zipped([members[0], (members[1][0], b"other" * 20)]))
    assert not cache_folder().exists()


@pytest.mark.parametrize("cut", [0, 10, -30])
def test_a_file_that_is_cut_off_is_refused(zipped: Zipped, members: Members, tmp_path: Path, cut: int) -> None:
    path = zipped(members)
    path.write_bytes(path.read_bytes()[:cut])
    refused(path, "damaged or another file", tmp_path)


def test_a_secret_member_is_refused(zipped: Zipped, members: Members, tmp_path: Path) -> None:
    path = zipped(members)
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1  # the flag of encryption
    path.write_bytes(data)
    refused(path, "a secret", tmp_path)


def test_another_process_may_be_quicker(zipped: Zipped, members: Members, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(members)
    write = archive_module._write

    def slow(folder: Path, data: Any) -> None:
        write(folder, data)
        write(folder, data)

    monkeypatch.setattr(archive_module, "_write", slow)
    open_package(path).network()
