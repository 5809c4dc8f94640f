"""What is remembered on this computer."""

import os

import pytest

from medseg.files import CACHE_VARIABLE
from medseg.sample import catalogue

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


def deviceNames(settings):
    return [settings.ui.deviceSelector.itemData(number) for number in range(settings.ui.deviceSelector.count)]


def test_a_gpu_that_is_not_there_is_greyed_and_says_why(panel, settings, monkeypatch):
    from MedSegModuleLib import devices
    from MedSegModuleLib.greying import isGreyed

    monkeypatch.setattr(devices, "hasNvidiaDriver", lambda: False)
    section = anew(panel)
    names = deviceNames(section)
    assert names[:3] == ["auto", "cpu", "cuda"]
    assert [isGreyed(section.ui.deviceSelector, number) for number in range(3)] == [False, False, True]
    assert "no NVIDIA driver" in section.ui.deviceSelector.itemText(2)


def test_a_gpu_is_offered_where_pytorch_can_use_it(panel, settings, monkeypatch):
    from MedSegModuleLib import devices

    monkeypatch.setattr(devices, "hasNvidiaDriver", lambda: True)
    monkeypatch.setattr(devices.importlib.metadata, "version", lambda _name: "2.13.0+cu128")
    assert devices.whyNoCuda() is None
    monkeypatch.setattr(devices.importlib.metadata, "version", lambda _name: "2.13.0+cpu")
    assert "CPU only" in devices.whyNoCuda()


def test_the_device_is_remembered(panel, settings):
    from MedSegModuleLib.Preferences import Preferences

    assert Preferences().device == "auto"
    settings.ui.deviceSelector.setCurrentIndex(1)
    settings.onDeviceChosen(1)
    assert Preferences().device == "cpu"
    assert anew(panel).ui.deviceSelector.currentIndex == 1


def test_a_device_that_is_unknown_here_is_automatic(panel, settings):
    slicer.app.userSettings().setValue("MedSeg/Device", "abacus")
    assert anew(panel).ui.deviceSelector.currentIndex == 0


def test_openvino_is_offered_where_it_is_missing(panel, settings, monkeypatch):
    from MedSegModuleLib import Installer

    monkeypatch.setattr(Installer, "isInstalled", lambda name: name != "openvino")
    settings.enter()
    assert settings.ui.openVinoButton.visible
    assert "OpenVINO" in settings.ui.openVinoLabel.text
    monkeypatch.setattr(Installer, "isInstalled", lambda _name: True)
    settings.onInstallOpenVino()
    assert not settings.ui.openVinoButton.visible
    assert not settings.ui.openVinoLabel.visible


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
