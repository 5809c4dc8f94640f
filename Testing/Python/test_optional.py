"""Packages that may be missing, or be there and not load."""

from pathlib import Path

import pytest

from medseg.errors import MissingDependencyError
from medseg.optional import is_accelerated, require


@pytest.fixture
def a_broken_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package that is installed and does not load, as one does that was built for another NumPy."""
    (tmp_path / "built_for_another_numpy.py").write_text("raise ImportError('needs NumPy 1')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "built_for_another_numpy"


def test_what_is_missing_is_asked_for_by_the_extra_that_brings_it() -> None:
    with pytest.raises(MissingDependencyError, match=r"'no_such_package'.*medseg\[dicom\]"):
        require("no_such_package.part", "dicom")


def test_what_is_there_is_given() -> None:
    assert require("json", "dicom").loads("1") == 1


def test_the_plain_way_is_taken_where_a_package_is_missing_or_does_not_load(a_broken_package: str) -> None:
    assert is_accelerated("json")
    assert not is_accelerated("no_such_package")
    assert not is_accelerated(a_broken_package)


def test_the_fast_ways_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDSEG_ACCELERATION", "Off")
    assert not is_accelerated("json")
