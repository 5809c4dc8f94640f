"""Paths, folders, colours, lists, texts, messages, settings."""

import pytest


@pytest.fixture
def settings(qt, tmp_path):
    """Settings of the test alone, in the place where widgets keep theirs."""
    before = qt.QSettings.defaultFormat()
    qt.QSettings.setDefaultFormat(qt.QSettings.IniFormat)
    qt.QSettings.setPath(qt.QSettings.IniFormat, qt.QSettings.UserScope, str(tmp_path))
    yield
    qt.QSettings.setDefaultFormat(before)


def test_a_path_is_told_after_its_validity(ctk, heard, tmp_path):
    line = ctk.ctkPathLineEdit()
    told = heard(line, "currentPathChanged(QString)", "validInputChanged(bool)")
    line.currentPath = str(tmp_path)
    line.currentPath = str(tmp_path / "nothing")
    assert told == [
        ("validInputChanged", True),
        ("currentPathChanged", str(tmp_path)),
        ("validInputChanged", False),
        ("currentPathChanged", str(tmp_path / "nothing")),
    ]


@pytest.mark.parametrize(
    ("filters", "name", "valid"),
    [
        (("Files",), "image.nrrd", True),
        (("Files",), "", False),
        (("Dirs",), "", True),
        (("Dirs",), "image.nrrd", False),
        (("Files", "Writable"), "new.nrrd", True),
        (("Files", "Readable"), "new.nrrd", False),
        (("Files", "Writable"), "no/such/folder/new.nrrd", False),
    ],
)
def test_only_wanted_paths_are_valid(ctk, heard, tmp_path, filters, name, valid):
    (tmp_path / "image.nrrd").touch()
    line = ctk.ctkPathLineEdit()
    line.filters = sum(getattr(line, each) for each in filters)
    told = heard(line, "validInputChanged(bool)")
    line.currentPath = str(tmp_path / name)
    assert told == ([("validInputChanged", True)] if valid else [])


def test_names_are_filtered_by_their_endings(ctk, heard, tmp_path):
    for name in ("a.csv", "a.txt"):
        (tmp_path / name).touch()
    line = ctk.ctkPathLineEdit()
    line.nameFilters = ["Tables (*.csv *.tsv)"]
    told = heard(line, "validInputChanged(bool)")
    line.currentPath = str(tmp_path / "a.txt")
    line.currentPath = str(tmp_path / "a.csv")
    assert told == [("validInputChanged", True)]
    assert line.nameFilters == ("Tables (*.csv *.tsv)",)


def test_browsing_asks_for_what_the_filters_want(ctk, qt, monkeypatch, tmp_path):
    (tmp_path / "image.nrrd").touch()
    line, asked = ctk.ctkPathLineEdit(), []

    def answer(kind, path):
        return lambda *arguments: asked.append((kind, arguments[1])) or path

    monkeypatch.setattr(qt.QFileDialog, "getExistingDirectory", answer("folder", str(tmp_path)))
    monkeypatch.setattr(qt.QFileDialog, "getOpenFileName", answer("file", str(tmp_path / "image.nrrd")))
    line.label = "Choose a label volume"
    line.filters = line.Files
    line.browse()
    assert line.currentPath.endswith("image.nrrd")
    line.filters = line.Dirs
    line.browse()
    assert line.currentPath == str(tmp_path)
    assert asked == [("file", "Choose a label volume"), ("folder", "Choose a label volume")]


def test_paths_used_come_back_from_the_settings(ctk, settings, tmp_path):
    for name in ("a.nrrd", "b.nrrd"):
        (tmp_path / name).touch()
    line = ctk.ctkPathLineEdit()
    line.settingKey = "Test/paths"
    for name in ("a.nrrd", "b.nrrd", "a.nrrd"):
        line.currentPath = str(tmp_path / name)
        line.addCurrentPathToHistory()
    line.currentPath = "/no/such/path"
    line.addCurrentPathToHistory()
    again = ctk.ctkPathLineEdit()
    again.settingKey = "Test/paths"
    assert again.currentPath == str(tmp_path / "a.nrrd")
    assert [again._combo.itemText(row) for row in range(again._combo.count)] == [
        str(tmp_path / name) for name in ("a.nrrd", "b.nrrd")
    ]


def test_a_path_that_is_missing_is_written_in_another_colour(ctk, qt, tmp_path):
    line = ctk.ctkPathLineEdit()
    line.currentPath = str(tmp_path)
    usual = line._combo.lineEdit().palette.color(qt.QPalette.Text).name()
    line.currentPath = str(tmp_path / "missing")
    assert line._combo.lineEdit().palette.color(qt.QPalette.Text).name() != usual


def test_widgets_follow_a_change_of_theme(ctk, slicer, qt, shown, tmp_path):
    line, search, button = ctk.ctkPathLineEdit(), ctk.ctkSearchBox(), slicer.qMRMLSegmentationShow3DButton()
    search.showSearchIcon = True
    panel = qt.QWidget()
    column = qt.QVBoxLayout(panel)
    for widget in (line, search, button):
        column.addWidget(widget)
    shown(panel, 300, 120)
    line.currentPath = str(tmp_path)
    for base, text in (("#101010", "#eeeeee"), ("#ffffff", "#101010")):
        palette = qt.QPalette(qt.QColor(base), qt.QColor(base))
        for role in (qt.QPalette.Text, qt.QPalette.ButtonText, qt.QPalette.WindowText):
            palette.setColor(role, qt.QColor(text))
        panel.setPalette(palette)
        qt.QApplication.processEvents()
        assert line._combo.lineEdit().palette.color(qt.QPalette.Text).name() == text
        for icon in (search.actions()[-1].icon, button.icon):
            assert text in _colors(icon.pixmap(16, 16).toImage())


def _colors(image):
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in pixels if color.alpha() == 255}


def test_paths_are_completed_once_something_is_typed(ctk, qt, shown, press_key):
    line = ctk.ctkPathLineEdit()
    shown(line)
    assert line._files is None
    press_key(line._combo.lineEdit(), qt.Qt.Key_Slash, text="/")
    assert line._combo.completer().model() == line._files
    assert line.currentPath == "/"


def test_buttons_of_a_path_can_be_hidden(ctk):
    line = ctk.ctkPathLineEdit()
    line.showBrowseButton = False
    assert line._button.isHidden()


def test_a_folder_is_told_only_when_it_changes(ctk, heard, tmp_path):
    button = ctk.ctkDirectoryButton()
    told = heard(button, "directoryChanged(QString)")
    button.directory = str(tmp_path)
    button.directory = str(tmp_path)
    assert told == [("directoryChanged", str(tmp_path))]


def test_a_folder_chosen_in_the_dialog_is_told_as_selected(ctk, qt, heard, monkeypatch, tmp_path):
    button = ctk.ctkDirectoryButton()
    told = heard(button, "directoryChanged(QString)", "directorySelected(QString)")
    monkeypatch.setattr(qt.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    button.browse()
    assert told == [("directoryChanged", str(tmp_path)), ("directorySelected", str(tmp_path))]


def test_a_colour_is_shown_by_name_and_patch_and_told(ctk, qt, heard, monkeypatch):
    button = ctk.ctkColorPickerButton()
    told = heard(button, "colorChanged(QColor)")
    monkeypatch.setattr(qt.QColorDialog, "getColor", lambda *_: qt.QColor("#ff8000"))
    button.click()
    assert button.text == "#ff8000"
    assert [color.name() for _, color in told] == ["#ff8000"]
    assert button.icon.pixmap(16, 16).toImage().pixelColor(8, 8).name() == "#ff8000"


def test_an_empty_list_says_its_default_text(ctk, shown):
    combo = ctk.ctkComboBox()
    combo.addItem("one", "1")
    shown(combo, 200, 26)
    chosen = combo.grab().toImage()
    combo.setCurrentIndex(-1)
    empty = combo.grab().toImage()
    combo.defaultText = "Select a model"
    assert combo.grab().toImage() != empty != chosen


def test_an_item_is_chosen_by_its_data(ctk):
    combo = ctk.ctkComboBox()
    for name in ("one", "two"):
        combo.addItem(name, name.upper())
    combo.currentUserDataAsString = "TWO"
    assert (combo.currentIndex, combo.currentUserDataAsString) == (1, "TWO")
    combo.currentUserDataAsString = "THREE"
    assert combo.currentIndex == -1


def test_the_wheel_can_be_kept_from_changing_a_list(ctk, qt):
    combo = ctk.ctkComboBox()
    combo.addItems(["one", "two"])
    combo.scrollWheelEffect = combo.NeverScroll
    place = qt.QPointF(5, 5)
    flags = (qt.Qt.NoButton, qt.Qt.NoModifier, qt.Qt.NoScrollPhase, False)
    event = qt.QWheelEvent(place, place, qt.QPoint(0, 0), qt.QPoint(0, -120), *flags)
    qt.QApplication.sendEvent(combo, event)
    assert combo.currentIndex == 0


def test_long_texts_do_not_widen_a_list_that_cuts_them_off(ctk, qt):
    combo = ctk.ctkComboBox()
    combo.addItem("a name " * 30)
    combo.elideMode = int(qt.Qt.ElideRight)
    combo.setMinimumSize(combo.minimumSizeHint())
    assert combo.minimumWidth < 200


def test_items_are_ticked_one_by_one(ctk, qt, heard):
    combo = ctk.ctkCheckableComboBox()
    combo.addItems(["Dice", "Volume"])
    told = heard(combo, "checkedIndexesChanged()")
    assert combo.noneChecked()
    combo.setCheckState(combo.model().index(1, 0), qt.Qt.Checked)
    assert [index.row() for index in combo.checkedIndexes()] == [1]
    assert combo.allPatiallyChecked()
    combo.setCheckState(combo.model().index(0, 0), qt.Qt.Checked)
    assert combo.allChecked()
    assert told == [("checkedIndexesChanged",)] * 2


def test_items_that_are_gone_are_not_taken_for_what_comes_after_them(ctk, qt):
    combo, menu = ctk.ctkCheckableComboBox(), qt.QMenu()
    combo.addItems([str(number) for number in range(300)])
    combo.clear()
    assert {type(menu.addAction("More")) for _ in range(3000)} == {qt.QAction}


def test_a_check_box_in_a_button_makes_it_checkable(ctk, qt, heard):
    button = ctk.ctkCheckablePushButton("Apply")
    told = heard(button, "checkBoxToggled(bool)")
    button.checkState = int(qt.Qt.Checked)
    assert button.checkable
    button.checkState = int(qt.Qt.Unchecked)
    assert not button.checkable
    assert told == [("checkBoxToggled", True), ("checkBoxToggled", False)]


def test_a_click_on_the_mark_is_not_a_click_on_the_button(ctk, qt, shown, mouse, heard):
    button = ctk.ctkCheckablePushButton("Apply")
    shown(button, 200, 26)
    told = heard(button, "clicked()", "checkBoxToggled(bool)")
    for kind in ("press", "release"):
        mouse(button, kind, 12, 13)
    for kind in ("press", "release"):
        mouse(button, kind, 120, 13)
    assert told == [("checkBoxToggled", True), ("clicked",)]


def test_the_arrow_opens_the_menu_and_the_rest_is_a_button(ctk, qt, shown, mouse, heard):
    button, menu = ctk.ctkMenuButton("Show"), qt.QMenu()
    menu.addAction("More")
    button.setMenu(menu)
    shown(button, 200, 26)
    told = heard(button, "clicked()")
    for kind in ("press", "release"):
        mouse(button, kind, 60, 13)
    assert told == [("clicked",)]
    mouse(button, "press", 193, 13)
    assert menu.visible
    menu.close()


def test_a_text_folds_to_its_first_line(ctk):
    text = ctk.ctkFittedTextBrowser()
    text.setCollapsiblePlainText("First line\nsecond <line>")
    assert text.plainText == "First line Show details..."
    text.collapsed = False
    assert text.plainText == "First line\nsecond <line>\nHide details."


def test_a_text_is_as_high_as_it_needs(ctk):
    text = ctk.ctkFittedTextBrowser()
    text.setPlainText("word " * 10)
    low = text.heightForWidth(400)
    text.setPlainText("word " * 400)
    assert text.heightForWidth(400) > 5 * low
    assert text.heightForWidth(200) > text.heightForWidth(400)


def test_a_search_box_shows_a_magnifier_if_wanted(ctk):
    box = ctk.ctkSearchBox()
    count = len(box.actions())
    box.showSearchIcon = True
    assert len(box.actions()) == count + 1
    box.showSearchIcon = False
    assert len(box.actions()) == count


def test_a_silenced_message_gives_its_last_answer(ctk, qt, settings):
    box = ctk.ctkMessageBox()
    box.setStandardButtons(qt.QMessageBox.Yes | qt.QMessageBox.No)
    box.dontShowAgainVisible, box.dontShowAgainSettingsKey = True, "Test/ask"
    box.setDontShowAgain(True)
    box.onFinished(int(qt.QMessageBox.Yes))
    again = ctk.ctkMessageBox()
    again.dontShowAgainSettingsKey = "Test/ask"
    assert int(again.exec_()) == int(qt.QMessageBox.Yes)


def test_settings_are_kept_and_come_back(ctk, qt, settings, heard):
    first = ctk.ctkSettingsPanel()
    box = qt.QCheckBox(first)
    first.registerProperty("Test/on", box, "checked", "toggled(bool)")
    told = heard(first, "settingChanged(QString,QVariant)")
    box.checked = True
    assert told == [("settingChanged", "Test/on", True)]
    second = ctk.ctkSettingsPanel()
    other = qt.QCheckBox(second)
    second.registerProperty("Test/on", other, "checked", "toggled(bool)")
    assert other.checked
    second.restoreDefaultSettings()
    assert not other.checked
    second.resetSettings()
    assert other.checked


def test_a_flow_layout_starts_a_new_row_where_one_is_full(ctk, qt, shown):
    widget = qt.QWidget()
    flow = ctk.ctkFlowLayout(widget)
    buttons = [qt.QPushButton(f"Button {index}") for index in range(6)]
    for button in buttons:
        flow.addWidget(button)
    shown(widget, 260, 200)
    rows = {button.geometry.top() for button in buttons}
    assert len(rows) >= 2
    assert flow.heightForWidth(1000) < flow.heightForWidth(150)


def test_items_of_a_flow_are_equally_large_if_aligned(ctk, qt, shown):
    widget = qt.QWidget()
    flow = ctk.ctkFlowLayout(widget)
    short, long = qt.QPushButton("a"), qt.QPushButton("a much longer word on a button")
    for button in (short, long):
        flow.addWidget(button)
    shown(widget, 800, 60)
    assert short.width == long.width
    flow.alignItems = False
    qt.QApplication.processEvents()
    assert short.width < long.width


def test_a_vertical_flow_starts_a_new_column(ctk, qt, shown):
    widget = qt.QWidget()
    flow = ctk.ctkFlowLayout(widget)
    flow.orientation = int(qt.Qt.Vertical)
    buttons = [qt.QPushButton(f"Button {index}") for index in range(6)]
    for button in buttons:
        flow.addWidget(button)
    shown(widget, 600, 110)
    assert len({button.geometry.left() for button in buttons}) >= 2
    assert buttons[0].geometry.left() == buttons[1].geometry.left()


def test_a_grip_makes_a_frame_larger(ctk, qt, shown, mouse):
    frame = ctk.ctkExpandableWidget()
    shown(frame, 120, 80)
    grip = frame._grip
    mouse(grip, "press", 5, 5)
    mouse(grip, "move", 5, 45)
    mouse(grip, "release", 5, 45)
    assert frame.minimumHeight == 120
    frame.updateSizeHint()
    assert frame.minimumHeight == 0


def test_an_expand_button_turns_its_arrow(ctk, qt):
    button = ctk.ctkExpandButton()
    button.checkable = button.mirrorOnExpand = True
    assert int(button.arrowType) == int(qt.Qt.RightArrow)
    button.checked = True
    assert int(button.arrowType) == int(qt.Qt.LeftArrow)


def test_a_widget_that_is_not_offered_is_noted(ctk, noted):
    from slicerhost import diagnostics

    with pytest.raises(AttributeError, match="ctkThumbnailLabel"):
        ctk.ctkThumbnailLabel  # noqa: B018
    assert "ctkThumbnailLabel is not offered" in noted()[0]
    diagnostics.clear()


# MRML widgets around numbers


def test_units_of_the_scene_are_shown(slicer, mrml):
    selection, unit = slicer.vtkMRMLSelectionNode(), slicer.vtkMRMLUnitNode()
    unit.SetQuantity("length")
    unit.SetSuffix("mm")
    unit.SetPrecision(3)
    unit.SetMinimumValue(-5)
    unit.SetMaximumValue(5)
    mrml.AddNode(unit)
    selection = mrml.AddNode(selection)
    selection.SetUnitNodeID("length", unit.GetID())
    for name in ("qMRMLSliderWidget", "qMRMLRangeWidget", "qMRMLSpinBox"):
        widget = getattr(slicer, name)()
        widget.setMRMLScene(mrml)
        assert widget.suffix == ""
        widget.quantity = "length"
        assert (widget.suffix, widget.decimals, widget.minimum, widget.maximum) == ("mm", 3, -5, 5), name
        unit.SetSuffix("cm")
        assert widget.suffix == "cm"
        unit.SetSuffix("mm")


def test_properties_that_shall_not_follow_the_unit_stay(slicer, mrml):
    widget = slicer.qMRMLSliderWidget()
    widget.unitAwareProperties = 2  # the suffix alone
    unit, selection = mrml.AddNode(slicer.vtkMRMLUnitNode()), mrml.AddNode(slicer.vtkMRMLSelectionNode())
    unit.SetQuantity("length")
    unit.SetSuffix("mm")
    selection.SetUnitNodeID("length", unit.GetID())
    widget.setMRMLScene(mrml)
    widget.quantity = "length"
    assert (widget.suffix, widget.decimals, widget.maximum) == ("mm", 2, 99.99)


def test_a_threshold_follows_the_display_and_sets_it(slicer, mrml, heard):
    import numpy as np

    volume = mrml.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "CT")
    slicer.util.updateVolumeFromArray(volume, np.arange(-100, 150, 2, np.int16).reshape(5, 5, 5))
    display = mrml.AddNewNodeByClass("vtkMRMLScalarVolumeDisplayNode")
    volume.SetAndObserveDisplayNodeID(display.GetID())
    widget = slicer.qMRMLVolumeThresholdWidget()
    widget.setMRMLVolumeNode(volume)
    off, manual = 2, 1
    assert widget.autoThreshold == off
    told = heard(widget, "thresholdValuesChanged(double,double)", "autoThresholdValueChanged(int)")
    widget.setThreshold(-20, 60)
    assert (display.GetLowerThreshold(), display.GetUpperThreshold(), display.GetApplyThreshold()) == (-20, 60, 1)
    assert ("thresholdValuesChanged", -20.0, 60.0) in told
    assert ("autoThresholdValueChanged", manual) in told
    display.SetThreshold(0, 10)
    assert (widget.lowerThreshold, widget.upperThreshold) == (0, 10)


def test_scenes_are_told_on(slicer, mrml, heard):
    for name in ("qMRMLWidget", "qSlicerWidget", "qMRMLCollapsibleButton", "qMRMLCoordinatesWidget", "qMRMLTableView"):
        widget = getattr(slicer, name)()
        told = heard(widget, "mrmlSceneChanged(vtkMRMLScene*)")
        widget.setMRMLScene(mrml)
        widget.setMRMLScene(mrml)
        assert told == [("mrmlSceneChanged", mrml)], name
