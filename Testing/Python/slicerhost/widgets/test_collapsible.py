"""Sections fold and unfold as CTK's do."""

import pytest


@pytest.fixture
def section(ctk, qt):
    button = ctk.ctkCollapsibleButton()
    button.text = "Input"
    form = qt.QFormLayout(button)
    form.addRow("Name:", qt.QLineEdit())
    form.addRow("Size:", qt.QSpinBox())
    return button


def test_a_folded_section_takes_no_more_room_than_its_header(section, shown, qt):
    open_height = section.sizeHint().height()
    section.collapsed = True
    assert section.sizeHint().height() < open_height / 2
    panel = qt.QWidget()
    column = qt.QVBoxLayout(panel)
    column.addWidget(section)
    column.addWidget(qt.QTextEdit())
    shown(panel, 300, 400)
    assert section.height == section.sizeHint().height()


def test_folding_hides_the_contents_and_unfolding_brings_them_back(section, shown, qt):
    shown(section, 300, 200)
    line = section.findChild(qt.QLineEdit)
    section.collapsed = True
    assert not line.visible
    section.collapsed = False
    assert line.visible


def test_what_was_hidden_by_itself_stays_hidden_when_the_section_unfolds(section, shown, qt):
    shown(section, 300, 200)
    line, box = section.findChild(qt.QLineEdit), section.findChild(qt.QSpinBox)
    line.visible = False
    section.collapsed = True
    section.collapsed = False
    assert (line.visible, box.visible) == (False, True)


def test_what_is_shown_while_folded_appears_when_the_section_unfolds(section, shown, qt):
    shown(section, 300, 200)
    line = section.findChild(qt.QLineEdit)
    line.visible = False
    section.collapsed = True
    line.visible = True
    assert not line.visible
    section.collapsed = False
    assert line.visible


def test_what_is_added_while_folded_is_hidden_until_the_section_unfolds(section, shown, qt):
    section.collapsed = True
    shown(section, 300, 200)
    label = qt.QLabel("late")
    section.layout().addRow(label)
    qt.QApplication.processEvents()
    assert not label.visible
    section.collapsed = False
    assert label.visible


def test_a_section_folded_before_it_is_shown_stays_folded(section, shown, qt):
    section.collapsed = True
    shown(section, 300, 200)
    assert not section.findChild(qt.QLineEdit).visible


def test_folding_tells_toggled_and_then_contents_collapsed(section, heard):
    told = heard(section, "toggled(bool)", "contentsCollapsed(bool)")
    section.collapsed = True
    section.collapsed = True
    assert sorted(told) == [("contentsCollapsed", True), ("toggled", False)]
    assert section.checked is False


def test_only_a_click_on_the_header_folds(section, shown, mouse):
    shown(section, 300, 200)
    for kind in ("press", "release"):
        mouse(section, kind, 40, 150)
    assert section.collapsed is False
    for kind in ("press", "release"):
        mouse(section, kind, 40, 8)
    assert section.collapsed is True


def test_the_header_tells_what_shape_its_arrow_has_by_its_pixels(section, shown):
    shown(section, 300, 200)
    opened = section.grab().copy(0, 0, 30, 24).toImage()
    section.collapsed = True
    assert section.grab().copy(0, 0, 30, 24).toImage() != opened


def test_a_group_box_folds_to_its_title(ctk, qt, shown):
    group = ctk.ctkCollapsibleGroupBox()
    group.title = "More"
    form = qt.QFormLayout(group)
    line, hidden = qt.QLineEdit(), qt.QLabel("hidden by itself")
    form.addRow(line)
    form.addRow(hidden)
    hidden.visible = False
    panel = qt.QWidget()
    column = qt.QVBoxLayout(panel)
    column.addWidget(group)
    column.addWidget(qt.QTextEdit())
    shown(panel, 300, 300)
    opened = group.height
    group.collapsed = True
    qt.QApplication.processEvents()
    assert group.height < opened / 1.5
    assert not line.visible
    group.collapsed = False
    assert (line.visible, hidden.visible) == (True, False)
