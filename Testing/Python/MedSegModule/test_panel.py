"""The panel as a whole: its sections, its parameter node, scenes that close and load."""

import sys

import slicer

SECTIONS = ["input", "method", "output", "segment", "evaluate", "compare", "train", "export", "settings"]
CONTROLS = (
    "QPushButton",
    "QRadioButton",
    "QCheckBox",
    "QComboBox",
    "QSpinBox",
    "QDoubleSpinBox",
    "QLineEdit",
    "QTableWidget",
    "ctkRangeWidget",
    "ctkSliderWidget",
    "ctkPathLineEdit",
    "ctkCollapsibleButton",
    "qMRMLNodeComboBox",
)


def controls(panel):
    """Every control of our own `.ui` files, by section and name."""
    for name, section in panel.sections.items():
        parts = [section, *section.methods.values()] if name == "method" else [section]
        for part in parts:
            for child, widget in vars(part.ui).items():
                if widget.className() in CONTROLS and not child.startswith("qt_"):
                    yield f"{name}.{child}", widget


def test_sections_stand_in_the_order_of_work(panel):
    assert list(panel.sections) == SECTIONS
    layout = panel.ui.sectionsWidget.layout()
    assert [layout.itemAt(index).widget() for index in range(layout.count())] == [
        section.widget for section in panel.sections.values()
    ]


def test_every_control_says_what_it_is_for(panel):
    silent = [name for name, widget in controls(panel) if not widget.toolTip]
    assert silent == []


def test_every_parameter_is_bound_to_one_widget(panel):
    bound = panel._boundWidgets()
    names = [name for section in panel.sections.values() for name in section.boundWidgets()]
    assert len(names) == len(set(names))
    assert {"inputVolume", "regionOfInterest", "previewOn", "after.fill_holes", "mask.crop", "automatic.auto"} <= bound.keys()


def test_changes_refresh_all_sections_once(panel, wait_until, monkeypatch):
    calls = []
    monkeypatch.setattr(panel.input, "refresh", lambda: calls.append(1))
    for number in range(5):
        panel.parameterNode.segmentName = f"Name {number}"
    assert calls == []
    wait_until(lambda: calls)
    assert calls == [1]


def test_a_change_of_a_node_that_is_named_refreshes(panel, mr, wait_until, monkeypatch):
    panel.input.choose(mr)
    panel.refresh()
    calls = []
    monkeypatch.setattr(panel.input, "refresh", lambda: calls.append(1))
    mr.Modified()
    wait_until(lambda: calls)


def test_nothing_is_refreshed_while_the_user_is_elsewhere(panel, mr, monkeypatch):
    panel.input.choose(mr)
    panel.exit()
    calls = []
    monkeypatch.setattr(panel.input, "refresh", lambda: calls.append(1))
    mr.Modified()
    panel.parameterNode.segmentName = "Elsewhere"
    slicer.app.processEvents()
    assert calls == []
    panel.enter()
    assert calls


def test_a_node_that_is_no_longer_named_does_not(panel, mr, chest, wait_until, monkeypatch):
    panel.input.choose(mr)
    panel.refresh()
    panel.input.choose(chest)
    panel.refresh()
    calls = []
    monkeypatch.setattr(panel, "refreshSoon", lambda *arguments: calls.append(1))
    mr.Modified()
    assert calls == []


def test_a_closed_scene_leaves_an_empty_panel_with_a_new_parameter_node(panel, chest, wait_until):
    panel.input.choose(chest)
    panel.refresh()
    before = panel.parameterNode.parameterNode
    slicer.mrmlScene.Clear(False)
    wait_until(lambda: panel.input.summary is None)
    assert panel.parameterNode.inputVolume is None
    assert panel.parameterNode.parameterNode.GetScene() is slicer.mrmlScene
    assert before.GetScene() is None or before is panel.parameterNode.parameterNode


def test_a_scene_that_is_closed_elsewhere_is_met_on_return(panel, chest):
    panel.input.choose(chest)
    panel.exit()
    slicer.mrmlScene.Clear(False)
    assert panel.parameterNode is None
    panel.enter()
    assert panel.parameterNode.inputVolume is None


def test_choices_survive_saving_and_loading_the_scene(panel, mr, tmp_path, click, wait_until):
    from medseg.mrml import load_scene, save_scene
    from MedSegModuleLib.Method import Method

    panel.input.choose(mr)
    panel.refresh()
    panel.refresh()
    click(panel.method.methods[Method.THRESHOLD].ui.rangeRadioButton)
    panel.refresh()
    panel.method.methods[Method.THRESHOLD].ui.rangeWidget.setValues(123, 321)
    panel.parameterNode.setValue("after.keep_largest", 3)
    save_scene(slicer.mrmlScene, tmp_path / "case.mrb")
    slicer.mrmlScene.Clear(False)
    load_scene(tmp_path / "case.mrb", slicer.mrmlScene)
    wait_until(lambda: panel.parameterNode.inputVolume is not None)
    panel.refresh()
    threshold = panel.method.methods[Method.THRESHOLD]
    assert threshold.ui.rangeRadioButton.checked
    assert (threshold.ui.rangeWidget.minimumValue, threshold.ui.rangeWidget.maximumValue) == (123, 321)
    assert threshold.ui.keepLargestSpinBox.value == 3


def test_a_second_panel_works_on_the_same_parameters(panel, mr, wait_until):
    other = type(panel)(None)
    try:
        other.enter()
        panel.input.choose(mr)
        wait_until(lambda: other.input.summary is not None)
        assert other.input.ui.inputVolumeSelector.currentNode() is mr
    finally:
        other.exit()
        other.cleanup()
        other.parent.deleteLater()


def test_cleaning_up_lets_go_of_the_scene(panel):
    other = type(panel)(None)
    other.enter()
    other.cleanup()
    assert other.Observations == []
    assert other.parameterNode is None
    slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode")
    other.parent.delete()
    other.cleanup()  # as the module manager asks at the end: there is nothing left to clean


def test_reloading_picks_up_a_change_in_every_file(panel, monkeypatch):
    kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] in ("medseg", "MedSegModuleLib")}
    try:
        sys.modules["MedSegModuleLib.Notes"].MINUS = "stale"
        panel.onReload()
        fresh = slicer.modules.medsegmodule.widgetRepresentation().self()
        assert fresh is not panel
        assert sys.modules["MedSegModuleLib.Notes"].MINUS != "stale"
        assert list(fresh.sections) == SECTIONS
        fresh.exit()
    finally:
        sys.modules["MedSegModuleLib.Notes"].MINUS = "\N{MINUS SIGN}"
        kept["MedSegModuleLib.Notes"].MINUS = "\N{MINUS SIGN}"
        for name in [name for name in sys.modules if name.split(".")[0] in ("medseg", "MedSegModuleLib")]:
            del sys.modules[name]
        sys.modules.update(kept)
        slicer.util.reloadScriptedModule("MedSegModule")


def test_an_error_is_shown_in_its_own_words(panel, monkeypatch):
    from medseg.errors import InputError

    told = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *args, **kwargs: told.append(text))
    panel.showError(InputError("Expected this, got that."))
    assert told == ["Expected this, got that."]


def test_no_words_are_clipped_at_the_width_of_slicers_panel(panel, chest, click):
    other = type(panel)(None)
    other.enter()
    other.input.choose(chest)
    other.parent.resize(440, 1600)
    other.parent.show()
    slicer.app.processEvents()
    other.refresh()
    for button in ("maskButton", "thresholdButton", "unetButton"):
        click(getattr(other.method.ui, button))
        other.refresh()
        slicer.app.processEvents()
        assert clipped(other) == []
    other.exit()
    other.cleanup()
    other.parent.deleteLater()


def clipped(panel):
    """Buttons whose words do not fit into them, and what is wider than the panel."""
    shown = [(name, widget) for name, widget in controls(panel) if widget.isVisible()]
    worded = ("QPushButton", "QRadioButton", "QCheckBox")
    narrow = [name for name, widget in shown if widget.className() in worded and widget.width < widget.minimumSizeHint.width()]
    beyond = [name for name, widget in shown if widget.mapTo(panel.parent, widget.rect.topRight()).x() >= panel.parent.width]
    return narrow + beyond
