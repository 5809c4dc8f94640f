"""`medseg demo`, on a small image of the user's; the phantom's demonstration is tested with the pipeline."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import MissingDependencyError
from medseg.io import write
from medseg.records import PhantomParameters
from medseg.sample import make_phantom

Command = Callable[..., Any]


@pytest.fixture(scope="module")
def chest_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small chest CT."""
    volume, _ = make_phantom(PhantomParameters(columns=64, rows=64, slices=32))
    return Path(write(volume, tmp_path_factory.mktemp("chest") / "chest.nii.gz"))


def _can_draw() -> bool:
    try:
        from medseg.mrml.opengl import make_offscreen_window

        make_offscreen_window(8, 8)
    except MissingDependencyError:
        return False
    return True


def test_segmentation_picture_tables_and_report_are_left_in_the_folder(medseg: Command, chest_file: Path, tmp_path: Path) -> None:
    if not _can_draw():
        pytest.skip("needs slicer-core and OpenGL")
    done = medseg("demo", chest_file, "--output", tmp_path / "out")
    assert (done.code, done.err) == (0, [])
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "segmentation.seg.nrrd",
        "statistics.csv",
        "picture.png",
        "report.md",
    }
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    for words in ("Right lung", "Left lung", "Bone", "(picture.png)", "(statistics.csv)"):
        assert words in report
    assert "Scores" not in report


def test_without_opengl_all_but_the_picture_is_made_and_that_is_said(
    medseg: Command, chest_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MissingDependencyError("Drawing needs OpenGL.")

    monkeypatch.setattr("medseg.cli.demo._render", fail)
    done = medseg("demo", chest_file, "-o", tmp_path / "out", "--json")
    assert done.code == 0
    assert done.err == ["medseg: warning: No picture was drawn. Drawing needs OpenGL."]
    assert set(done.payload["files"]) == {"segmentation", "statistics", "report"}
    assert "picture" not in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


def test_the_folder_of_the_image_is_not_that_of_the_results(medseg: Command, chest_file: Path) -> None:
    done = medseg("demo", chest_file.parent, "-o", chest_file.parent)
    assert done.code == 2
    assert len(list(chest_file.parent.iterdir())) == 1


def test_a_file_is_no_folder_for_results(medseg: Command, chest_file: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    assert medseg("demo", chest_file, "-o", tmp_path / "out").code == 2
