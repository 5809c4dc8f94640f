"""`medseg sample`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
TINY = ("--columns", "32", "--rows", "32", "--slices", "8")


def test_samples_are_listed(medseg: Command) -> None:
    done = medseg("sample")
    assert done.code == 0
    assert {"chest-ct", "CTChest"} <= {line.split()[0] for line in done.out.splitlines()}
    assert "chest-ct" in [entry["name"] for entry in medseg("sample", "--json").payload]


def test_the_phantom_is_written_with_its_truth(medseg: Command, tmp_path: Path) -> None:
    done = medseg("sample", "chest-ct", tmp_path / "phantom", *TINY, "--json")
    assert (done.code, done.err) == (0, [])
    assert len(list(Path(done.payload["image"]).iterdir())) == 8
    assert Path(done.payload["reference"]).is_file()


def test_the_seed_makes_the_patient(medseg: Command, tmp_path: Path) -> None:
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        medseg("sample", "chest-ct", tmp_path / name, *TINY, "--seed", seed)
    a, b, c = ((tmp_path / name / "table.csv").read_text() for name in "abc")
    assert a == b != c


def test_a_folder_that_holds_something_is_kept_unless_it_may_be_overwritten(medseg: Command, tmp_path: Path) -> None:
    medseg("sample", "chest-ct", tmp_path / "phantom", *TINY)
    again = medseg("sample", "chest-ct", tmp_path / "phantom", *TINY, "--seed", "5")
    assert (again.code, len(again.err)) == (1, 1)
    assert medseg("sample", "chest-ct", tmp_path / "phantom", *TINY, "--overwrite").code == 0


@pytest.mark.parametrize(
    "arguments",
    [["chest-ct"], ["no-such", "x"], ["chest-ct", "x", "--columns", "2"], ["CTChest", "x", "--columns", "64"]],
)
def test_what_cannot_be_is_refused_in_one_line(
    medseg: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = medseg("sample", *arguments)
    assert (done.code, done.out, len(done.err)) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []
