"""Properties are attributes; nothing else can be written on a C++ object."""

from types import ModuleType

import numpy as np
import pytest


@pytest.fixture
def button(qt: ModuleType):
    return qt.QPushButton("Segment")


def test_a_property_is_read_and_written_as_an_attribute(button) -> None:
    button.enabled = False
    button.toolTip = "Starts"
    assert (button.text, button.enabled, button.isEnabled(), button.toolTip) == ("Segment", False, False, "Starts")


@pytest.mark.parametrize("name", ["text", "toolTip", "objectName", "width", "sizePolicy"])
def test_the_getter_of_a_property_cannot_be_called(button, name: str) -> None:
    with pytest.raises(TypeError, match="not callable"):
        getattr(button, name)()


def test_a_misspelt_property_is_refused(button) -> None:
    with pytest.raises(AttributeError, match="'tooltip' does not exist on QPushButton"):
        button.tooltip = "Starts"
    assert not hasattr(button, "tooltip")


def test_state_cannot_be_kept_on_a_qt_object(button) -> None:
    with pytest.raises(AttributeError, match="not allowed"):
        button._clicks = 1


def test_state_can_be_kept_on_a_class_of_ones_own(qt: ModuleType) -> None:
    class Panel(qt.QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.clicks = 3

    panel = Panel()
    panel.clicks += 1
    panel.windowTitle = "Panel"
    assert (panel.clicks, panel.windowTitle) == (4, "Panel")


def test_a_method_or_signal_cannot_be_overwritten(button) -> None:
    with pytest.raises(AttributeError, match="Slot 'click' can not be overwritten"):
        button.click = print
    with pytest.raises(AttributeError, match="Signal 'clicked' can not be overwritten"):
        button.clicked = print


def test_a_read_only_property_says_so(button) -> None:
    with pytest.raises(AttributeError, match="Property 'width' of QPushButton object is not writable"):
        button.width = 5


@pytest.mark.parametrize(("value", "kept"), [(7.6, 7), (np.int64(5), 5), (True, 1), (np.float32(2.5), 2)])
def test_numbers_are_cut_to_whole_ones(qt: ModuleType, value: object, kept: int) -> None:
    box = qt.QSpinBox()
    box.value = value
    assert box.value == kept


def test_text_is_no_number(qt: ModuleType) -> None:
    box = qt.QDoubleSpinBox()
    with pytest.raises(AttributeError, match="of type 'double' does not accept an object of type str"):
        box.value = "seven"


def test_anything_is_text(qt: ModuleType) -> None:
    label = qt.QLabel()
    label.text = None
    assert label.text == "None"


def test_enumerations_are_integers(qt: ModuleType) -> None:
    slider = qt.QSlider()
    slider.orientation = 1
    assert slider.orientation == qt.Qt.Horizontal == 1
    slider.orientation = qt.Qt.Vertical
    assert int(slider.orientation) == 2
    assert int(qt.QMessageBox.Ok | qt.QMessageBox.Cancel) == 0x00400400


def test_a_dynamic_property_is_an_attribute_once_it_is_there(button) -> None:
    button.setProperty("SlicerParameterName", "threshold")
    assert button.SlicerParameterName == "threshold"
    button.SlicerParameterName = "other"
    assert button.property("SlicerParameterName") == "other"


def test_lists_of_qt_are_tuples(qt: ModuleType, button) -> None:
    button.setProperty("choices", ["a", "b"])
    splitter = qt.QSplitter()
    splitter.addWidget(button)
    assert button.property("choices") == ("a", "b")
    assert isinstance(splitter.sizes(), tuple)
    assert [child.className() for child in splitter.children() if child is button] == ["QPushButton"]


def test_an_underscore_behind_a_name_gives_the_method(button) -> None:
    assert button.text_() == "Segment"


def test_reading_what_is_not_there_raises(button) -> None:
    with pytest.raises(AttributeError, match="QPushButton has no attribute named 'nosuch'"):
        _ = button.nosuch


def test_the_name_of_an_object_has_a_short_form(button) -> None:
    button.name = "segmentButton"
    assert button.objectName == "segmentButton"


def test_children_are_found_by_class_class_name_and_name(qt: ModuleType) -> None:
    outer = qt.QWidget()
    inner = qt.QLabel("a", qt.QWidget(outer))
    inner.setObjectName("label")
    assert outer.findChild(qt.QLabel) is inner
    assert outer.findChild("QLabel", "label") is inner
    assert outer.findChild(qt.QLabel, "other") is None
    assert outer.findChildren(qt.QFrame, "label") == (inner,)


def test_properties_that_are_also_virtual_can_be_overridden(qt: ModuleType) -> None:
    class Wide(qt.QLabel):
        def sizeHint(self):
            return qt.QSize(321, 20)

    holder = qt.QWidget()
    row = qt.QHBoxLayout(holder)
    row.setMargin(0)
    row.addWidget(Wide("a", holder))
    assert holder.sizeHint.width() == 321
