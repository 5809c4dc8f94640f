"""Arguments are converted as PythonQt does, and results come back as it gives them."""

from types import ModuleType

import numpy as np
import pytest


def test_integers_do_for_enumerations(qt: ModuleType) -> None:
    box = qt.QCheckBox()
    box.setCheckState(2)
    assert box.checkState() == qt.Qt.Checked
    assert qt.QColor(255, 0, 0, 128).name(1) == "#80ff0000"


def test_text_and_truth_are_made_of_anything(qt: ModuleType) -> None:
    label = qt.QLabel()
    label.setText(5)
    label.setEnabled("no")
    assert (label.text, label.enabled) == ("5", True)
    item = qt.QTableWidgetItem("a")
    item.setText(7.5)
    assert item.text() == "7.5"


def test_numbers_of_numpy_are_numbers(qt: ModuleType) -> None:
    box = qt.QDoubleSpinBox()
    box.setRange(np.float32(-5), np.int16(5))
    box.setValue(np.float64(2.5))
    assert (box.minimum, box.maximum, box.value) == (-5.0, 5.0, 2.5)


@pytest.mark.parametrize("arguments", [(), (1, 2), (True, None, "x")])
def test_a_wrong_number_of_arguments_is_a_value_error(qt: ModuleType, arguments: tuple) -> None:
    with pytest.raises(ValueError, match=r"Could not find matching overload.*setEnabled"):
        qt.QPushButton().setEnabled(*arguments)


def test_a_wrong_kind_of_argument_is_a_value_error(qt: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"setLayout\(str\)"):
        qt.QWidget().setLayout("row")
    with pytest.raises(ValueError, match=r"QVBoxLayout\(int, int\)"):
        qt.QVBoxLayout(1, 2)


def test_arguments_have_no_names(qt: ModuleType) -> None:
    with pytest.raises(ValueError, match="QPushButton takes no keyword arguments"):
        qt.QPushButton(text="a")
    with pytest.raises(ValueError, match="takes no keyword arguments"):
        qt.QVBoxLayout().addWidget(qt.QLabel(), stretch=1)


def test_a_class_of_a_script_may_name_its_own_arguments(qt: ModuleType) -> None:
    class Panel(qt.QWidget):
        def __init__(self, title: str = "") -> None:
            super().__init__()
            self.windowTitle = title

    assert Panel(title="Output").windowTitle == "Output"


def test_a_new_action_takes_no_slot(qt: ModuleType) -> None:
    with pytest.raises(ValueError, match="takes no callable"):
        qt.QMenu().addAction("Save", print)


def test_a_type_has_no_bases_to_a_script(qt: ModuleType) -> None:
    class Panel(qt.QFrame):
        pass

    button = qt.QPushButton()
    assert isinstance(button, qt.QPushButton)
    assert not isinstance(button, qt.QAbstractButton | qt.QWidget | qt.QObject)
    assert isinstance(Panel(), Panel | qt.QFrame)
    assert not isinstance(Panel(), qt.QWidget)
    assert button.inherits("QWidget")


def test_a_method_is_equal_to_itself(qt: ModuleType) -> None:
    button, other = qt.QPushButton(), qt.QPushButton()
    assert button.click == button.click
    assert button.click != other.click
    assert type(button.click).__name__ == "builtin_qt_slot"


def test_nothing_of_qt_is_a_context_manager(qt: ModuleType) -> None:
    with pytest.raises(TypeError, match="context manager"), qt.QSignalBlocker(qt.QWidget()):
        pass


def test_what_has_pointers_for_arguments_is_not_there(qt: ModuleType) -> None:
    assert not hasattr(qt.QVBoxLayout(), "getContentsMargins")


@pytest.mark.parametrize(
    ("name", "native", "given"),
    [
        ("getOpenFileName", ("/a.nrrd", "Images"), "/a.nrrd"),
        ("getOpenFileNames", (["/a.nrrd"], "Images"), ("/a.nrrd",)),
        ("getSaveFileName", ("", ""), ""),
    ],
)
def test_a_file_dialog_gives_the_path_alone(qt: ModuleType, name: str, native: object, given: object) -> None:
    from slicerhost.pythonqt.replacements import path_only

    assert path_only(lambda *_: native)(None, "Open") == given
    assert getattr(qt.QFileDialog, name).__name__ == "ask"


def test_an_input_dialog_gives_the_value_and_tells_an_argument_of_its_end(qt: ModuleType) -> None:
    from slicerhost.pythonqt import BoolResult
    from slicerhost.pythonqt.replacements import value_only

    accepted = BoolResult()
    assert not accepted
    assert value_only(lambda *given: (given[-1], True))(None, "Title", "Label", 3, accepted) == 3
    assert accepted
    assert qt.QInputDialog.getText.__name__ == "ask"


def test_a_widget_is_shown_with_its_class_and_name(qt: ModuleType) -> None:
    button = qt.QPushButton()
    button.objectName = "segment"
    assert repr(button).startswith("QPushButton(0x")
    assert 'name="segment"' in repr(button)
    button.delete()
    assert repr(button) == "QPushButton(deleted)"
