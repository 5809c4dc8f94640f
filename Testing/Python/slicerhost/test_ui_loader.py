"""Designer's files make stand-ins, connect scenes, and what is wrong in them is noted."""

from types import ModuleType

import pytest

STAND_INS = """
import qt
from slicerhost.pythonqt.standin import Property, Signal, facade, props

@facade
class qMRMLWidget(qt.QWidget):
    mrmlSceneChanged = Signal(object)
    loneliness = Property(int, lambda self: 1, lambda self, value: None)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._scene = None

    def mrmlScene(self):
        return self._scene

    def setMRMLScene(self, scene):
        self._scene = scene
        self.mrmlSceneChanged.emit(scene)

@facade
class ctkPathLineEdit(qt.QWidget):
    Dirs, Files = 1, 2
    vars().update(props(filters=(int, 0), sizeAdjustPolicy=(int, 0), currentPath=(str, "")))
"""


@pytest.fixture(autouse=True)
def _stand_ins(qt: ModuleType):
    from slicerhost.pythonqt import standin

    before = standin.custom_widgets()
    exec(STAND_INS, {"__name__": "slicerhost.made_for_a_test"})
    yield
    for name in ("qMRMLWidget", "ctkPathLineEdit"):
        standin.forget_custom_widget(name)
    for name, cls in before.items():
        standin.register_custom_widget(name, cls)


@pytest.fixture
def load(qt: ModuleType):
    def load(widgets: str, connections: str = "", custom: str = ""):
        buffer = qt.QBuffer()
        buffer.setData(
            f"""<?xml version="1.0" encoding="UTF-8"?><ui version="4.0"><class>Panel</class>
            <widget class="qMRMLWidget" name="Panel"><layout class="QVBoxLayout" name="column">{widgets}</layout></widget>
            <customwidgets>{custom}</customwidgets><connections>{connections}</connections></ui>""".encode()
        )
        buffer.open(qt.QIODevice.ReadOnly)
        return qt.QUiLoader().load(buffer)

    return load


def item(class_name: str, name: str, content: str = "") -> str:
    return f'<item><widget class="{class_name}" name="{name}">{content}</widget></item>'


def connection(signal: str, slot: str, sender: str = "Panel", receiver: str = "inner") -> str:
    return (
        f"<connection><sender>{sender}</sender><signal>{signal}</signal>"
        f"<receiver>{receiver}</receiver><slot>{slot}</slot></connection>"
    )


SCENE = connection("mrmlSceneChanged(vtkMRMLScene*)", "setMRMLScene(vtkMRMLScene*)")


def test_widgets_and_their_properties_are_made(load, noted) -> None:
    text = '<property name="text"><string>Segment</string></property><property name="enabled"><bool>false</bool></property>'
    panel = load(item("QPushButton", "go", text))
    button = panel.findChild("QPushButton", "go")
    assert (panel.className(), button.text, button.enabled) == ("qMRMLWidget", "Segment", False)
    assert noted() == []


def test_a_scene_reaches_inner_widgets(load, noted) -> None:
    scene = object()
    panel = load(item("qMRMLWidget", "inner"), SCENE)
    panel.setMRMLScene(scene)
    assert panel.findChild("qMRMLWidget", "inner").mrmlScene() is scene
    assert noted() == []


def test_dynamic_properties_are_attributes(load, noted) -> None:
    named = '<property name="SlicerParameterName" stdset="0"><string notr="true">threshold</string></property>'
    panel = load(item("QCheckBox", "box", named))
    assert panel.findChild("QCheckBox").SlicerParameterName == "threshold"
    assert noted() == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("<set>ctkPathLineEdit::Dirs|ctkPathLineEdit::Files</set>", 3),
        ("<set>ctkPathLineEdit::Filter::Files</set>", 2),
        ("<set>Qt::AlignRight|Qt::AlignVCenter</set>", 0x82),
        ("<enum>QFrame::Shape::StyledPanel</enum>", 6),
    ],
)
def test_enumerations_of_stand_ins_are_numbers(load, noted, written: str, value: int) -> None:
    panel = load(item("ctkPathLineEdit", "path", f'<property name="filters">{written}</property>'))
    assert panel.findChild("ctkPathLineEdit").filters == value
    assert noted() == []


def test_an_unknown_enumerator_is_noted(load, noted) -> None:
    load(item("ctkPathLineEdit", "path", '<property name="filters"><set>ctkPathLineEdit::Discs</set></property>'))
    assert noted() == [".ui file sets 'filters' on path to unknown 'ctkPathLineEdit::Discs'"]


@pytest.mark.parametrize(
    ("class_name", "property_name"),
    [("QPushButton", "textt"), ("ctkPathLineEdit", "curentPath"), ("qMRMLWidget", "loneliness")],
)
def test_an_unknown_property_is_noted(load, noted, class_name: str, property_name: str) -> None:
    load(item(class_name, "thing", f'<property name="{property_name}"><number>5</number></property>'))
    assert noted() == [f".ui file sets '{property_name}' on thing, which {class_name} does not have"]


def test_a_class_that_nobody_has_is_noted_and_its_base_is_made(load, noted) -> None:
    custom = "<customwidget><class>qUnheardOfFrame</class><extends>QFrame</extends><header>f.h</header></customwidget>"
    panel = load(item("qUnheardOfFrame", "strange"), custom=custom)
    assert panel.findChild("QFrame", "strange") is not None
    assert any("qUnheardOfFrame" in message for message in noted())


def test_a_class_without_a_base_is_noted(load, noted) -> None:
    load(item("qUnheardOf", "strange"))
    assert any("qUnheardOf" in message for message in noted())


def test_a_connection_to_nothing_is_noted(load, noted) -> None:
    load("", SCENE)
    assert noted() == [".ui file connects a missing widget: Panel to inner"]


@pytest.mark.parametrize(
    ("signal", "slot", "words"),
    [
        (
            "mrmlSceneChanged(vtkMRMLNode*)",
            "setMRMLScene(vtkMRMLScene*)",
            "signal 'mrmlSceneChanged(vtkMRMLNode*)' does not exist",
        ),
        ("mrmlSceneChanged(vtkMRMLScene*)", "setScene(vtkMRMLScene*)", "No such slot"),
    ],
)
def test_a_connection_with_a_wrong_signature_is_noted(load, noted, signal: str, slot: str, words: str) -> None:
    load(item("qMRMLWidget", "inner"), connection(signal, slot))
    assert len(noted()) == 1
    assert words in noted()[0]


def test_texts_are_translated_in_the_context_of_the_file(qt: ModuleType, load) -> None:
    asked = []

    class Translator(qt.QTranslator):
        def translate(self, context, text, disambiguation=None, count=-1):
            asked.append((context, text))
            return text.upper()

        def isEmpty(self) -> bool:
            return False

    translator = Translator()
    qt.QApplication.installTranslator(translator)
    plain = '<property name="text"><string>Segment</string></property>'
    fixed = '<property name="text"><string notr="true">MedSeg</string></property>'
    try:
        panel = load(item("QPushButton", "go", plain) + item("QLabel", "brand", fixed))
    finally:
        qt.QApplication.removeTranslator(translator)
    assert ("Panel", "Segment") in asked
    assert panel.findChild("QPushButton").text == "SEGMENT"
    assert panel.findChild("QLabel").text == "MedSeg"


def test_what_is_no_xml_is_noted(qt: ModuleType, noted) -> None:
    buffer = qt.QBuffer()
    buffer.setData(b"<ui><widget>")
    buffer.open(qt.QIODevice.ReadOnly)
    assert qt.QUiLoader().load(buffer) is None
    assert "expected the XML of a .ui file" in noted()[0]


def test_loaded_widgets_do_not_outlive_their_window(qt: ModuleType, load) -> None:
    from slicerhost.pythonqt import ui_loader

    held = len(ui_loader._alive)
    panel = load(item("qMRMLWidget", "inner"))
    assert len(ui_loader._alive) == held + 2
    panel.delete()
    assert len(ui_loader._alive) == held
