"""Scripted modules, loaded, shown, reloaded and tested."""

import logging
import os
import sys
import time
from pathlib import Path

import pytest

from slicerhost import diagnostics
from slicerhost.errors import HostStateError, ModuleLoadError, NotOfferedError


def test_there_is_one_host_a_process(slicer_host):
    import slicerhost

    assert slicerhost.start(testing=True) is slicer_host
    with pytest.raises(HostStateError, match="testing=False"):
        slicerhost.start(testing=False)


def test_a_module_is_loaded_and_named_as_in_slicer(write_module, slicer_host):
    import slicer

    path = write_module("Alpha")
    module = slicer_host.load_module(path)
    assert slicer.modules.alpha is module
    assert slicer.moduleNames.Alpha == "Alpha"
    assert (module.name, module.title, module.path) == ("Alpha", "Title of Alpha", str(path))
    assert module.categories == ("Tests",)
    assert "documentation" in module.helpText
    assert slicer.util.modulePath("Alpha") == str(path)
    assert "Alpha" in slicer.util.moduleNames()
    assert slicer.modules.AlphaInstance.moduleName == "Alpha"
    assert str(path.parent) in sys.path
    assert slicer_host.load_module(path) is module


def test_the_folder_of_a_module_stands_for_its_file(write_module, slicer_host):
    assert slicer_host.load_module(write_module("Beta").parent).name == "Beta"


def test_startup_is_completed_once_for_each_module(write_module, slicer_host):
    import slicer

    for name in ("Gamma", "Delta"):
        slicer_host.load_module(write_module(name))
    assert (slicer.modules.GammaInstance.starts, slicer.modules.DeltaInstance.starts) == (1, 1)


def test_the_panel_is_built_when_it_is_asked_for_and_entered_when_it_is_shown(write_module, slicer_host):
    import slicer

    path = write_module("Epsilon")
    slicer_host.load_module(path)
    assert not hasattr(slicer.modules, "EpsilonWidget")
    widget = slicer_host.select_module("Epsilon")
    assert slicer.modules.EpsilonWidget is widget
    assert slicer.modules.epsilon.widgetRepresentation().self() is widget
    assert slicer.util.getModuleWidget("Epsilon") is widget
    assert slicer.util.getModuleLogic("Epsilon") is widget.logic
    assert widget.calls == ["enter"]
    assert slicer.util.getModule("Epsilon").widgetRepresentation().isEntered
    slicer.util.selectModule("SampleData")
    assert widget.calls == ["enter", "exit"]
    assert Path(widget.resourcePath("UI/x.ui")) == path.parent / "Resources" / "UI" / "x.ui"


def test_reloading_takes_the_changed_file_and_cleans_up_first(write_module, slicer_host):
    import slicer

    path = write_module("Zeta")
    slicer_host.load_module(path)
    before = slicer_host.select_module("Zeta")
    path.write_text(path.read_text().replace("words.GREETING", '"good evening"'))
    os.utime(path, (time.time() + 5, time.time() + 5))
    before.onReload()
    after = slicer.modules.ZetaWidget
    assert after is not before
    assert before.calls[-1] == "cleanup"
    assert after.label.text == "good evening"
    assert after.calls == ["enter"]
    assert slicer.modules.zeta.widgetRepresentation().self() is after


def test_unloading_cleans_up_and_forgets_the_module(write_module, slicer_host):
    import slicer

    slicer_host.load_module(write_module("Eta"))
    widget = slicer_host.select_module("Eta")
    slicer.util.selectModule("SampleData")
    slicer_host.unload_module("Eta")
    assert widget.calls[-1] == "cleanup"
    assert not hasattr(slicer.modules, "eta")
    assert not hasattr(slicer.modules, "EtaWidget")
    with pytest.raises(NotOfferedError, match="'Eta'"):
        slicer_host.unload_module("Eta")


def test_the_self_test_runs_whatever_has_test_in_its_name(write_module, slicer_host):
    import slicer

    slicer_host.load_module(write_module("Theta"))
    ran = sys.modules["Theta"].ThetaTest.ran
    slicer.selfTests["Theta"](msec=0)
    assert ran == ["setUp", "second", "tearDown", "setUp", "one", "tearDown"]


def test_a_failing_self_test_raises(write_module, slicer_host):
    import slicer

    path = write_module("Iota")
    path.write_text(path.read_text().replace('self.ran.append("second")', 'raise AssertionError("broken")'))
    slicer_host.load_module(path)
    with pytest.raises(AssertionError, match="broken"):
        slicer.selfTests["Iota"](msec=0)


def test_a_module_without_a_test_class_says_so(write_module, slicer_host):
    import slicer

    path = write_module("Kappa")
    path.write_text(path.read_text().replace("class KappaTest", "class KappaOther"))
    slicer_host.load_module(path)
    with pytest.raises(AssertionError, match=r"Kappa\.KappaTest"):
        slicer.selfTests["Kappa"](msec=0)


def test_the_developer_section_reloads_and_tests(write_module, slicer_host):
    import slicer

    slicer.app.settings().setValue("Developer/DeveloperMode", True)
    try:
        slicer_host.load_module(write_module("Mu"))
        widget = slicer_host.select_module("Mu")
        widget.reloadButton.click()
        assert slicer.modules.MuWidget is not widget
        slicer.modules.MuWidget.onReloadAndTest()
        assert sys.modules["Mu"].MuTest.ran
        slicer.util.selectModule("SampleData")
    finally:
        slicer.app.settings().setValue("Developer/DeveloperMode", False)


@pytest.mark.parametrize("text", [None, "x = 1\n"])
def test_a_file_that_is_no_module_is_refused(slicer_host, scene, tmp_path, text):
    path = tmp_path / "Nothing.py"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ModuleLoadError, match=r"Nothing"):
        slicer_host.load_module(path)
    assert "Nothing" not in sys.modules


def test_an_error_in_the_file_is_the_authors_own(slicer_host, scene, tmp_path):
    path = tmp_path / "Broken.py"
    path.write_text("raise ZeroDivisionError('mine')\n")
    with pytest.raises(ZeroDivisionError, match="mine"):
        slicer_host.load_module(path)
    assert "Broken" not in sys.modules


def test_what_the_host_lacks_is_named(slicer_host):
    import slicer

    for missing in (lambda: slicer.app.dicomDatabase, lambda: slicer.modules.tractography, lambda: slicer.qMRMLNonsense):
        with pytest.raises(NotOfferedError, match=r"dicomDatabase|tractography|qMRMLNonsense"):
            missing()
    assert not hasattr(slicer.modules, "tractography")
    assert getattr(slicer, "qMRMLNonsense", None) is None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = slicer.nonsense
    with pytest.raises(NotOfferedError, match="no command-line modules"):
        slicer.cli.runSync(slicer.modules.volumes)


def test_core_modules_have_their_logics(slicer_host, scene):
    import slicer

    for name in ("volumes", "segmentations", "terminologies", "subjecthierarchy", "markups", "models", "tables", "plots"):
        logic = getattr(slicer.modules, name).logic()
        assert logic.GetMRMLScene() is scene
        assert slicer.app.applicationLogic().GetModuleLogic(slicer.util.getModule(_camel(name)).name) is logic
    assert slicer.modules.volumes.widgetRepresentation() is None


def _camel(name: str) -> str:
    return {"subjecthierarchy": "SubjectHierarchy"}.get(name, name.capitalize())


def test_an_exception_in_an_observer_is_collected(slicer_host, scene, capsys):
    node = scene.AddNewNodeByClass("vtkMRMLTableNode")
    node.AddObserver("ModifiedEvent", lambda caller, event: 1 / 0)
    node.Modified()
    assert any("ZeroDivisionError" in message for message in diagnostics.collected())
    diagnostics.clear()


def test_settings_are_apart_from_those_of_an_installed_slicer(slicer_host):
    import qt
    import slicer

    slicer.app.settings().setValue("Tests/Value", 3)
    assert int(qt.QSettings().value("Tests/Value")) == 3
    assert slicer.app.userSettings().fileName() == qt.QSettings().fileName()
    assert "slicerhost-settings" in qt.QSettings().fileName()
    assert slicer.util.settingsValue("Tests/Value", 0, converter=int) == 3
    slicer.app.settings().remove("Tests/Value")


def test_messages_never_block_while_tests_run(slicer_host, caplog):
    import qt
    import slicer

    started = time.monotonic()
    with caplog.at_level(logging.INFO):
        slicer.util.errorDisplay("something broke")
        slicer.util.infoDisplay("something worked")
        slicer.util.warningDisplay("something is odd")
        slicer.util.delayDisplay("wait", 0)
        assert slicer.util.confirmRetryCloseDisplay("again?") is False
        with slicer.util.MessageDialog("busy"), slicer.util.WaitCursor():
            pass
    assert time.monotonic() - started < 30
    for text in ("something broke", "something worked", "something is odd", "busy"):
        assert text in caplog.text
    assert qt.QApplication.overrideCursor() is None


def test_errors_in_slots_of_scripts_go_on_with_a_message(slicer_host, caplog):
    import slicer

    with pytest.raises(ValueError, match="mine"), slicer.util.tryWithErrorDisplay("It failed.", waitCursor=True):
        raise ValueError("mine")


def test_words_are_translated_with_the_file_as_their_context(slicer_host, monkeypatch, caplog):
    import slicer.i18n
    from slicer.i18n import getContext, tr, translate

    asked = []

    def answer(context, text, *_):
        asked.append((context, text))
        return {"Yes": "Ja", "{count} files": "{zahl} Dateien"}.get(text, text)

    monkeypatch.setattr(type(slicer.app), "translate", lambda self, *arguments: answer(*arguments))
    assert tr("Yes") == "Ja"
    assert tr("{count} files") == "{count} files"
    assert "placeholders" in caplog.text
    assert asked[0] == ("test_modules", "Yes")
    assert translate("Other", "No") == "No"
    assert getContext(slicer.i18n.__file__) == "slicerlib.i18n"
