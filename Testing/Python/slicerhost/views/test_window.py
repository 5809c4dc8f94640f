"""The main window: files, data, themes, console."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest


def test_the_data_list_shows_hides_renames_and_deletes(window: Any, lungs: Any, settle: Any, scene: Any) -> None:
    import qt

    settle()
    rows = window.data_list()
    names = [rows.topLevelItem(index).text(0) for index in range(rows.topLevelItemCount)]
    assert names == ["Chest", "Lungs"]
    item = rows.topLevelItem(1)
    rows.itemClicked.emit(item, 1)
    assert not lungs.GetDisplayNode().GetVisibility()
    settle()
    item = rows.topLevelItem(1)
    item.setText(0, "Both lungs")
    assert lungs.GetName() == "Both lungs"
    settle()
    rows.setCurrentItem(rows.topLevelItem(1))
    assert rows.current_node() is lungs
    from PySide6.QtTest import QTest

    QTest.keyClick(rows, qt.Qt.Key_Delete)
    settle()
    assert rows.topLevelItemCount == 1
    assert lungs.GetScene() is None


def test_a_volume_is_hidden_from_all_slices_by_its_eye(window: Any, chest: Any, settle: Any) -> None:
    import slicer

    settle()
    rows = window.data_list()
    rows.itemClicked.emit(rows.topLevelItem(0), 1)
    composites = slicer.util.getNodesByClass("vtkMRMLSliceCompositeNode")
    assert not any(composite.GetBackgroundVolumeID() for composite in composites)
    settle()
    rows.itemClicked.emit(rows.topLevelItem(0), 1)
    assert all(composite.GetBackgroundVolumeID() == chest.GetID() for composite in composites)


def test_tables_take_a_layout_that_has_room_for_them(window: Any, scene: Any, settle: Any) -> None:
    import slicer

    table = scene.AddNewNodeByClass("vtkMRMLTableNode", "Scores")
    settle()
    rows = window.data_list()
    rows.itemClicked.emit(rows.topLevelItem(0), 1)
    settle()
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpTableView
    assert slicer.app.layoutManager().tableWidget(0).tableView().mrmlTableNode() is table


def test_a_scene_that_was_saved_opens_again(window: Any, lungs: Any, scene: Any, tmp_path: Path, settle: Any) -> None:
    import slicer

    path = tmp_path / "case.mrb"
    window.saver.save_scene(path)
    scene.Clear(False)
    settle()
    window.opener.open_paths([path])
    settle()
    rows = window.data_list()
    names = {rows.topLevelItem(index).text(0) for index in range(rows.topLevelItemCount)}
    assert names == {"Chest", "Lungs"}
    assert slicer.util.arrayFromVolume(slicer.util.getNode("Chest")).shape == (40, 64, 64)


def test_a_scene_opens_after_another_was_closed_to_its_last_node(window: Any, lungs: Any, scene: Any, tmp_path: Path) -> None:
    import slicer

    scene.Clear(True)
    slicer.util.addVolumeFromArray(np.zeros((4, 5, 6), np.int16), name="Image")
    window.saver.save_scene(tmp_path / "case.mrb")
    scene.Clear(False)
    window.opener.open_paths([tmp_path / "case.mrb"])
    assert slicer.util.arrayFromVolume(slicer.util.getNode("Image")).shape == (4, 5, 6)


def test_dropped_files_are_read_by_the_loader_and_the_first_image_is_shown(window: Any, scene: Any, monkeypatch: Any) -> None:
    import qt
    import slicer

    def load(path: Path) -> list[Any]:
        return [slicer.util.addVolumeFromArray(np.zeros((4, 5, 6), np.int16), name=path.stem)]

    monkeypatch.setattr(window, "loader", load)
    data = qt.QMimeData()
    data.setUrls([qt.QUrl.fromLocalFile("/images/one.nrrd"), qt.QUrl.fromLocalFile("/images/two.nrrd")])
    place = qt.QPointF(10, 10)
    event = qt.QDropEvent(place, qt.Qt.CopyAction, data, qt.Qt.LeftButton, qt.Qt.NoModifier)
    window.dropEvent(event)  # Qt delivers it only while its own drag goes on
    shown = slicer.app.layoutManager().sliceWidget("Red").mrmlSliceCompositeNode().GetBackgroundVolumeID()
    assert scene.GetNodeByID(shown).GetName() == "one"
    assert slicer.util.getNode("two") is not None


def test_the_console_runs_python_and_shows_errors(window: Any) -> None:
    console = window.python_console
    assert console.run_line("slicer.mrmlScene.GetClassName()") == "'vtkMRMLScene'\n"
    assert "ZeroDivisionError" in console.run_line("1 / 0")
    console.run_line("for number in (1, 2):")
    console.run_line("    print(number)")
    assert console.run_line("") == "1\n2\n"
    assert "SyntaxError" in console.run_line("1 +* 2")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_themes_change_text_and_icons(window: Any, lungs: Any, settle: Any, picture: Any, theme: str) -> None:
    import qt
    import slicer

    window.set_theme(theme)
    try:
        slicer.app.layoutManager().resetThreeDViews()
        settle()
        path = picture(f"host-window-{theme}")
        corner = qt.QImage(str(path)).pixelColor(3, 60)
        assert (corner.lightness() > 128) == (theme == "light")
    finally:
        window.set_theme("light")
        settle()


def test_layouts_are_chosen_from_the_menu(window: Any, settle: Any) -> None:
    import qt
    import slicer

    actions = [action for action in window.findChildren(qt.QAction) if action.text == "Red slice only"]
    actions[0].trigger()
    settle()
    assert slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutOneUpRedSliceView
    assert actions[0].checked


def test_every_tool_says_what_it_does(window: Any) -> None:
    import qt

    bar = window.findChild(qt.QToolBar)
    assert all(action.toolTip for action in bar.actions() if not action.isSeparator() and action.text)
    import slicer

    layouts = slicer.app.layoutManager()
    for widget in (layouts.sliceWidget("Red"), layouts.threeDWidget(0)):
        buttons = widget.controllerWidget().findChildren(qt.QToolButton)
        assert len(buttons) >= 3
        assert all(button.toolTip for button in buttons)


def test_switches_survive_a_closed_scene(window: Any, scene: Any) -> None:
    from slicerhost.desktop import pointer_modes

    window.set_window_level_mode(True)
    try:
        scene.Clear(False)
        assert pointer_modes.is_window_level_mode()
    finally:
        window.set_window_level_mode(False)
    assert not pointer_modes.is_window_level_mode()


def test_control_c_in_the_terminal_ends_the_window(window: Any) -> None:
    import os
    import signal

    import qt

    qt.QTimer.singleShot(50, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        window.run()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
