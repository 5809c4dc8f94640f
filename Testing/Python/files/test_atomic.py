"""Files appear whole or not at all."""

import os
from pathlib import Path

import pytest

from medseg.errors import WriteError
from medseg.files.atomic import writing


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("name", ["a.nii.gz", "b.seg.nrrd", "c.png", "no_extension", "d.e.f.mha"])
def test_the_temporary_file_keeps_the_name_and_is_moved_at_the_end(tmp_path: Path, name: str) -> None:
    with writing(tmp_path / name) as temporary:
        assert temporary.name == name
        assert temporary.parent.parent == tmp_path
        temporary.write_text("whole")
        assert not (tmp_path / name).exists()
    assert (tmp_path / name).read_text() == "whole"
    assert tree(tmp_path) == [name]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    old = tmp_path / "a.txt"
    old.write_text("old")
    with pytest.raises(ZeroDivisionError), writing(old) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert old.read_text() == "old"
    assert tree(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError, OSError])
def test_a_failure_removes_the_folders_it_made_and_no_other(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "was_there").mkdir()
    with pytest.raises(WriteError if error is OSError else error), writing(tmp_path / "was_there" / "x" / "y" / "a.txt"):
        raise error
    assert tree(tmp_path) == ["was_there"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    with writing(tmp_path / "x" / "y" / "a.txt") as temporary:
        temporary.write_text("whole")
    assert (tmp_path / "x" / "y" / "a.txt").read_text() == "whole"


def test_files_written_beside_are_moved_along(tmp_path: Path) -> None:
    with writing(tmp_path / "a.mhd") as temporary:
        temporary.write_text("header")
        temporary.with_suffix(".raw").write_text("voxels")
    assert tree(tmp_path) == ["a.mhd", "a.raw"]


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    with writing(tmp_path / "series", folder=True) as temporary:
        (temporary / "1.dcm").write_text("1")
        assert tree(tmp_path / "series") == []
    assert tree(tmp_path) == ["series", "series/1.dcm"]


def test_an_empty_folder_is_replaced_and_a_full_one_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with writing(tmp_path / "empty", folder=True) as temporary:
        (temporary / "1.dcm").write_text("1")
    assert tree(tmp_path) == ["empty", "empty/1.dcm"]
    with pytest.raises(WriteError, match="new or empty folder"), writing(tmp_path / "empty", folder=True):
        pytest.fail("must not begin")


def test_a_folder_where_a_file_should_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="got a folder"), writing(tmp_path):
        pytest.fail("must not begin")


def test_a_parent_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="Cannot write"), writing(tmp_path / "file" / "a.txt"):
        pytest.fail("must not begin")
    assert tree(tmp_path) == ["file"]


def test_writing_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="nothing was written"), writing(tmp_path / "x" / "a.txt"):
        pass
    assert tree(tmp_path) == []


def test_a_name_that_the_disk_refuses_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="Cannot write"), writing(tmp_path / ("x" * 300)) as temporary:
        temporary.write_text("")
    assert tree(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="No space left"), writing(tmp_path / "a.txt") as temporary:
        temporary.symlink_to("/dev/full")
        temporary.write_text("x" * 100_000)
    assert tree(tmp_path) == []


def test_a_link_keeps_pointing_to_what_was_replaced(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "real.txt").write_text("old")
    link = tmp_path / "link.txt"
    try:
        link.symlink_to(tmp_path / "disk" / "real.txt")
    except OSError:
        pytest.skip("this system makes no links")
    with writing(link) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "disk" / "real.txt").read_text() == "new"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WriteError, match="Permission denied"), writing(tmp_path / "a.txt"):
            pytest.fail("must not begin")
    finally:
        tmp_path.chmod(0o700)
