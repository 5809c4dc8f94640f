"""Where downloads and installed networks are kept."""

from pathlib import Path

import pytest

from medseg.files import CACHE_VARIABLE, MODELS_VARIABLE, cache_folder, folders, models_folder


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (CACHE_VARIABLE, MODELS_VARIABLE, "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)


def test_the_variable_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert cache_folder() == tmp_path


@pytest.mark.parametrize(
    ("platform", "place"),
    [("linux", ".cache/medseg"), ("darwin", "Library/Caches/medseg"), ("win32", "AppData/Local/medseg/Cache")],
)
def test_each_platform_has_its_place(monkeypatch: pytest.MonkeyPatch, platform: str, place: str) -> None:
    monkeypatch.setattr(folders.sys, "platform", platform)
    assert cache_folder() == Path.home() / place


@pytest.mark.parametrize(("platform", "variable"), [("linux", "XDG_CACHE_HOME"), ("win32", "LOCALAPPDATA")])
def test_the_platforms_own_variable_is_heeded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str
) -> None:
    monkeypatch.setattr(folders.sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert cache_folder().is_relative_to(tmp_path)


def test_asking_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    cache_folder()
    assert not (tmp_path / "cache").exists()


def test_a_variable_names_the_folder_of_networks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    assert models_folder() == tmp_path


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("linux", ".local/share/medseg/models"),
        ("darwin", "Library/Application Support/medseg/models"),
        ("win32", "AppData/Local/medseg/models"),
    ],
)
def test_networks_are_no_cache(monkeypatch: pytest.MonkeyPatch, platform: str, place: str) -> None:
    monkeypatch.setattr(folders.sys, "platform", platform)
    assert models_folder() == Path.home() / place
    assert not models_folder().is_relative_to(cache_folder())


def test_the_platforms_own_variable_is_heeded_for_networks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(folders.sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert models_folder() == tmp_path / "medseg" / "models"
