"""What is remembered on this computer."""

import os

import pytest

from medseg.sample import CACHE_VARIABLE, catalogue

slicer = pytest.importorskip("slicer", reason="needs the package slicer-core")


@pytest.fixture
def settings(panel, monkeypatch, tmp_path):
    """The unfolded section; preferences and the cache variable are as before when the test is done."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "own"))
    section = panel.settings
    section.ui.settingsSectionButton.collapsed = False
    yield section
    section.ui.threadsSpinBox.value = 0
    section.ui.cacheFolderEdit.currentPath = ""
    slicer.app.userSettings().remove("MedSeg")


def anew(panel):
    """The section as it is built when the module is opened the next time."""
    return type(panel.settings)(panel.logic, panel.resourcePath, panel)


def test_threads_persist_under_the_modules_name(panel, settings):
    settings.ui.threadsSpinBox.value = 1
    assert int(slicer.app.userSettings().value("MedSeg/Threads")) == 1
    assert anew(panel).ui.threadsSpinBox.value == 1


def test_all_threads_is_no_number(panel, settings):
    from MedSegModuleLib.Preferences import Preferences

    settings.ui.threadsSpinBox.value = 1
    assert Preferences().threads == 1
    settings.ui.threadsSpinBox.value = 0
    assert Preferences().threads is None


def test_a_settings_file_with_rubbish_is_borne(panel, settings):
    slicer.app.userSettings().setValue("MedSeg/Threads", "many")
    assert anew(panel).ui.threadsSpinBox.value == 0


def test_the_device_is_greyed_and_says_why(panel, settings):
    assert not settings.ui.deviceSelector.enabled
    assert settings.ui.deviceSelector.currentText == "CPU (no network is installed)"


def test_downloads_go_to_the_chosen_folder(panel, settings, tmp_path):
    from medseg.files import cache_folder

    settings.ui.cacheFolderEdit.currentPath = str(tmp_path / "cache")
    assert cache_folder() == tmp_path / "cache"
    assert anew(panel).ui.cacheFolderEdit.currentPath == str(tmp_path / "cache")


def test_clear_deletes_downloads_and_nothing_else(panel, settings, click, tmp_path, monkeypatch):
    name = next(sample.file_name for sample in catalogue() if not sample.is_made)
    folder = tmp_path / "cache" / "samples"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(bytes(2_500_000))
    (folder / "mine.txt").write_text("mine")
    settings.ui.cacheFolderEdit.currentPath = str(tmp_path / "cache")
    assert settings.ui.cacheSizeLabel.text == "2.5\N{NO-BREAK SPACE}MB of downloads"
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *_arguments, **_more: False)
    click(settings.ui.clearCacheButton)
    assert (folder / name).exists()
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", lambda *_arguments, **_more: True)
    click(settings.ui.clearCacheButton)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert settings.ui.cacheSizeLabel.text == "0\N{NO-BREAK SPACE}MB of downloads"
    assert not settings.ui.clearCacheButton.enabled


def test_the_log_is_shown_and_copied(panel, settings, click):
    settings.showLog("")
    assert not settings.ui.copyLogButton.enabled
    settings.showLog("worker: 12 steps")
    click(settings.ui.copyLogButton)
    assert slicer.app.clipboard().text() == "worker: 12 steps"


def test_work_leaves_a_log_that_names_no_image(panel, settings, chest, wait_until):
    from medseg import __version__

    chest.SetName("Doe, Jane")
    panel.parameterNode.inputVolume = chest
    wait_until(lambda: panel.segment.ui.segmentButton.enabled)
    panel.segment.onSegment()
    wait_until(lambda: not panel.segment.isRunning, 60)
    log = settings.ui.logText.plainText
    assert log.startswith("Segment, ")
    assert f"MedSeg {__version__}" in log
    assert "Doe" not in log


def test_threads_reach_the_work(panel, settings, chest, monkeypatch):
    from MedSegModuleLib import segmenting

    asked = []
    monkeypatch.setattr(segmenting, "startWork", lambda *arguments: asked.append(arguments[-1]))
    panel.parameterNode.inputVolume = chest
    for threads in (1, 0):
        settings.ui.threadsSpinBox.value = threads
        panel.logic.startSegment(panel.parameterNode)
    assert asked == [1, None]
    assert settings.ui.threadsSpinBox.maximum == os.cpu_count()
