"""A stand-in looks like the class of C++ that it stands for, and shows no more of itself."""

from types import ModuleType, SimpleNamespace

import pytest

from slicerhost import surface

# As a module of the host writes its stand-ins; run under a name of the host, so that tests stay scripts.
SOURCE = """
import qt
from slicerhost.pythonqt.standin import Property, Signal, emit, facade, props

@facade
class ctkSliderWidget(qt.QWidget):
    vars().update(props(pageStep=(float, 1.0, "valueChanged"), prefix=(str, ""), tracking=(bool, True)))
    valueChanged = Signal(float)
    invented = Signal(int)
    madeUp = Property(int, lambda self: 5, lambda self, value: None)
    value = Property(float, lambda self: 2.5)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._label = qt.QLabel("inside", self)

    def label(self):
        return self._label

    def reset(self):
        return self.label().text

@facade
class qMRMLNodeComboBox(qt.QWidget):
    vars().update(props(nodeTypes=("QStringList", ()), noneEnabled=(bool, False, None, lambda self, on: self.calls.append(on))))
    currentNodeChanged = Signal((object,), (bool,))
    currentNodeIDChanged = Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.calls = []

    def setCurrentNode(self, node):
        emit(self, "currentNodeChanged(vtkMRMLNode*)", node)
        emit(self, "currentNodeChanged(bool)", node is not None)

@facade
class qUnheardOf(qt.QWidget):
    def anything(self):
        return "seen"
"""


@pytest.fixture(scope="module")
def stand_ins(qt: ModuleType):
    from slicerhost.pythonqt import standin

    before = standin.custom_widgets()
    names = {"__name__": "slicerhost.made_for_a_test"}
    exec(SOURCE, names)
    yield SimpleNamespace(**{name: names[name] for name in ("ctkSliderWidget", "qMRMLNodeComboBox", "qUnheardOf")})
    for name in ("ctkSliderWidget", "qMRMLNodeComboBox", "qUnheardOf"):
        standin.forget_custom_widget(name)
    for name, cls in before.items():
        standin.register_custom_widget(name, cls)


@pytest.fixture
def slider(stand_ins):
    return stand_ins.ctkSliderWidget()


@pytest.fixture
def combo(stand_ins):
    return stand_ins.qMRMLNodeComboBox()


def test_stored_properties_tell_of_changes(slider) -> None:
    got = []
    slider.connect("valueChanged(double)", got.append)
    slider.pageStep = 3
    slider.pageStep = 3.0
    slider.setProperty("pageStep", 4.0)
    assert got == [3.0, 4.0]
    assert (slider.pageStep, slider.property("pageStep")) == (4.0, 4.0)


def test_a_setter_is_there_where_the_real_one_is_a_slot(slider, combo) -> None:
    assert "setNoneEnabled" not in surface.names("qMRMLNodeComboBox")
    assert not hasattr(combo, "setNoneEnabled")
    assert "setTracking" not in surface.names("ctkSliderWidget")
    assert not hasattr(slider, "setTracking")


def test_what_shall_happen_after_a_change_happens(combo) -> None:
    combo.noneEnabled = True
    combo.noneEnabled = 1
    assert combo.noneEnabled is True


def test_values_are_converted_as_for_properties_of_qt(slider) -> None:
    slider.prefix = 5
    assert slider.prefix == "5"
    with pytest.raises(AttributeError, match="'pageStep' of type 'double' does not accept an object of type str"):
        slider.pageStep = "wide"
    with pytest.raises(AttributeError, match="'value' of ctkSliderWidget object is not writable"):
        slider.value = 3.0


def test_lists_of_text_are_tuples(combo) -> None:
    combo.nodeTypes = ["vtkMRMLScalarVolumeNode"]
    assert combo.nodeTypes == ("vtkMRMLScalarVolumeNode",)
    assert combo.property("nodeTypes") == ("vtkMRMLScalarVolumeNode",)


@pytest.mark.parametrize("name", ["label", "invented", "madeUp"])
def test_what_the_real_widget_lacks_cannot_be_seen(slider, name: str) -> None:
    assert name not in surface.names("ctkSliderWidget")
    assert not hasattr(slider, name)
    with pytest.raises(AttributeError):
        setattr(slider, name, 5)


def test_what_the_real_widget_has_can(slider) -> None:
    assert slider.reset() == "inside"  # through a method that is hidden
    assert slider.enabled is True


def test_a_signal_that_the_real_widget_lacks_cannot_be_connected(slider, noted) -> None:
    assert slider.connect("invented(int)", print) is False
    assert slider.connect("valueChanged(double)", print) is True
    assert slider.connect("destroyed(QObject*)", lambda: None) is True
    assert len(noted()) == 1


@pytest.mark.parametrize("signature", ["currentNodeChanged(vtkMRMLScalarVolumeNode*)", "currentNodeChanged(PyObject)"])
def test_a_pointer_must_be_named_as_the_real_signal_names_it(combo, noted, signature: str) -> None:
    assert combo.connect(signature, print) is False
    assert noted()


def test_signals_carry_objects_of_python_and_none(combo) -> None:
    got = []
    node = object()
    combo.connect("currentNodeChanged(vtkMRMLNode*)", got.append)
    combo.connect("currentNodeChanged(bool)", got.append)
    combo.setCurrentNode(node)
    combo.setCurrentNode(None)
    assert got == [node, True, None, False]


def test_a_stand_in_of_nothing_recorded_shows_all(stand_ins) -> None:
    assert stand_ins.qUnheardOf().anything() == "seen"


def test_a_script_can_derive_from_a_stand_in(stand_ins) -> None:
    class Slider(stand_ins.ctkSliderWidget):
        def label(self) -> str:
            return "mine"

    slider = Slider()
    slider.note = 3
    assert (slider.label(), slider.note, slider.pageStep) == ("mine", 3, 1.0)
    assert not hasattr(slider, "madeUp")


def test_a_script_adds_nothing_to_a_stand_in(slider) -> None:
    with pytest.raises(AttributeError, match="not allowed"):
        slider._note = 3


def test_its_class_is_its_own_to_scripts(qt: ModuleType, stand_ins, slider) -> None:
    assert isinstance(slider, stand_ins.ctkSliderWidget)
    assert not isinstance(slider, qt.QWidget)
    assert slider.inherits("QWidget")
    with pytest.raises(ValueError, match="ctkSliderWidget takes no keyword arguments"):
        stand_ins.ctkSliderWidget(parent=None)


def test_emitting_what_is_no_signal_is_an_error(slider) -> None:
    from slicerhost.pythonqt.standin import emit

    with pytest.raises(AttributeError, match="expected a signal of ctkSliderWidget, got 'nosuch"):
        emit(slider, "nosuch()")
