"""`medseg render`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import MissingDependencyError

Command = Callable[..., Any]


@pytest.fixture
def _drawing() -> None:
    try:
        from medseg.mrml.opengl import make_offscreen_window

        make_offscreen_window(8, 8)
    except MissingDependencyError:
        pytest.skip("needs slicer-core and OpenGL")


def _colors(path: Path) -> set[tuple[int, ...]]:
    with pytest.importorskip("PIL.Image").open(path) as image:
        return {color for _, color in image.convert("RGB").getcolors(maxcolors=2**24)}


@pytest.mark.usefixtures("_drawing")
def test_four_views_show_the_segment_in_its_colour(medseg: Command, ct_file: Path, bone_file: Path, tmp_path: Path) -> None:
    done = medseg("render", ct_file, bone_file, "-o", tmp_path / "four.png", "--width-px", "480")
    assert (done.code, done.err) == (0, [])
    assert any(red > 1.5 * green and red > 1.5 * blue for red, green, blue in _colors(tmp_path / "four.png"))


@pytest.mark.usefixtures("_drawing")
def test_all_slices_make_a_sheet_or_an_animation(medseg: Command, ct_file: Path, bone_file: Path, tmp_path: Path) -> None:
    for name in ("sheet.png", "film.gif"):
        assert medseg("render", ct_file, bone_file, "-o", tmp_path / name, "--all-slices", "--tile-px", "64").code == 0
    with pytest.importorskip("PIL.Image").open(tmp_path / "film.gif") as film:
        assert film.n_frames == 10


@pytest.mark.parametrize(
    "arguments",
    [["-o", "out.txt"], ["-o", "out.gif"], ["-o", "out.png", "--window", "wide"], ["-o", "out.png", "--fill-opacity", "2"]],
)
def test_what_cannot_be_is_refused_in_one_line(
    medseg: Command,
    ct_file: Path,
    bone_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    done = medseg("render", ct_file, bone_file, *arguments)
    assert (done.code, done.out, len(done.err)) == (2, "", 1)
    assert not list(tmp_path.glob("out.*"))
