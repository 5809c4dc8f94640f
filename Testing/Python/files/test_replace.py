"""A folder takes the place of another, or leaves it there."""

from pathlib import Path

import pytest

from medseg.errors import WriteError
from medseg.files import replacing
from medseg.files.replace import _swap


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def fill(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(name)
    return folder


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "new") as temporary:
        fill(temporary, "file")
        assert not (tmp_path / "a" / "new").exists() or tree(tmp_path / "a" / "new") == []
    assert tree(tmp_path) == ["a", "a/new", "a/new/file"]


def test_all_of_the_old_folder_goes(tmp_path: Path) -> None:
    fill(tmp_path / "place", "old")
    with replacing(tmp_path / "place") as temporary:
        fill(temporary, "new")
        assert tree(tmp_path / "place") == ["old"]
    assert tree(tmp_path) == ["place", "place/new"]


def test_a_failure_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    fill(tmp_path / "place", "old")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "place") as temporary:
        fill(temporary, "new")
        raise ZeroDivisionError
    assert tree(tmp_path) == ["place", "place/old"]


def test_a_swap_that_fails_brings_the_old_folder_back(tmp_path: Path) -> None:
    fill(tmp_path / "place", "old")
    with pytest.raises(OSError, match="No such file"):
        _swap(tmp_path / "missing", tmp_path / "aside", tmp_path / "place")
    assert tree(tmp_path) == ["place", "place/old"]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    fill(tmp_path / "elsewhere", "old")
    try:
        (tmp_path / "place").symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("this system makes no links")
    with replacing(tmp_path / "place") as temporary:
        fill(temporary, "new")
    assert tree(tmp_path / "elsewhere") == ["old"]
    assert tree(tmp_path / "place") == ["new"]


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError), replacing(tmp_path / "file" / "place"):
        pytest.fail("must not begin")
