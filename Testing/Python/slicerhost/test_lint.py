"""What PythonQt refuses is found in sources before they run."""

import subprocess
import sys
from pathlib import Path

import pytest

import slicerhost
from slicerhost.lint import Finding, check_file, check_folder, check_source


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("property-call", "import qt\nb = qt.QPushButton()\nprint(b.text())"),
        ("property-call", "x = thing.currentText()"),
        ("property-call", "import ctk\nslider = ctk.ctkSliderWidget()\nslider.value()"),
        ("unknown-member", "import qt\nb = qt.QPushButton()\nb.nosuch"),
        ("unknown-member", "import slicer\nbox = slicer.qMRMLNodeComboBox()\nbox.setNoneEnabled(True)"),
        ("unknown-member", "import qt\nqt.QPushButton('a').setTextt('b')"),
        ("new-attribute", "import qt\nb = qt.QPushButton()\nb.tooltip = 'a'"),
        ("new-attribute", "import qt\nb = qt.QPushButton()\nb.click = print"),
        ("new-attribute", "import ctk\nb = ctk.ctkCollapsibleButton()\nb.state = 1"),
        ("bad-signal", "b.connect('clicked', f)"),
        ("bad-signal", "b.connect('clickedd()', f)"),
        ("bad-signal", "b.disconnect('clickedd(bool)', f)"),
        ("bad-signal", "import qt\nb = qt.QLabel()\nb.connect('clicked(bool)', f)"),
        ("bad-signal", "import slicer\nc = slicer.qMRMLNodeComboBox()\nc.connect('currentNodeChanged(vtkMRMLVolumeNode*)', f)"),
        ("signal-overload", "c.currentIndexChanged[int].connect(f)"),
        ("keyword-argument", "import qt\nqt.QPushButton(text='a')"),
        ("keyword-argument", "import qt\nl = qt.QVBoxLayout()\nl.addWidget(w, stretch=1)"),
        ("keyword-argument", "import qt\nqt.QMessageBox.question(None, 'a', 'b', defaultButton=1)"),
        ("base-class-check", "import qt\nisinstance(w, qt.QWidget)"),
        ("base-class-check", "import qt\nisinstance(w, (int, qt.QAbstractButton))"),
        ("foreign-binding", "from PySide6.QtWidgets import QLabel"),
        ("foreign-binding", "import PyQt5.QtCore"),
        ("dialog-tuple", "import qt\npath, kind = qt.QFileDialog.getOpenFileName(None, 'Open')"),
        ("dialog-tuple", "import qt\ntext = qt.QInputDialog.getText(None, 'a', 'b')[0]"),
        ("context-manager", "import qt\nwith qt.QSignalBlocker(w):\n    pass"),
        ("action-slot", "menu.addAction('Save', lambda: 0)"),
        ("unknown-name", "import qt\nqt.QNoSuchWidget()"),
        ("unknown-name", "import ctk\nctk.ctkNoSuchWidget()"),
        ("lost-override", "import ctk\nclass B(ctk.ctkPushButton):\n    def mousePressEvent(self, e):\n        pass"),
    ],
)
def test_it_is_found(rule: str, code: str) -> None:
    found = check_source(code)
    assert [finding.rule for finding in found] == [rule], found
    assert found[0].line == (3 if code.count("\n") == 2 else code.count("\n") + 1) or rule in ("lost-override", "context-manager")


@pytest.mark.parametrize(
    "code",
    [
        "import qt\nb = qt.QPushButton()\nb.text = 'a'\nb.enabled = False\nb.setText('b')\nb.click()\nb.name = 'c'",
        "import qt\nb = qt.QPushButton()\nb.connect('clicked(bool)', f)\nb.clicked.connect(f)\nb.text_()",
        "import qt\ni = qt.QTableWidgetItem('a')\ni.text()",
        "import qt\nx = qt.QSettings().value('key')",
        "import qt\nclass Panel(qt.QWidget):\n    def resizeEvent(self, e):\n        self.count = 1",
        "import qt\nb = qt.QPushButton()\nb = other()\nb.text()",
        "import qt\ndef f(b):\n    b.text()\nb = qt.QPushButton()",
        "import qt\nclass A:\n    def f(self):\n        self.b = qt.QLabel()\n        self.b = None\n        self.b.text = 'a'",
        "import qt\nisinstance(w, qt.QUiLoader)\nisinstance(w, str)",
        "import qt\npath = qt.QFileDialog.getOpenFileName(None, 'Open')\nwith open(path) as f:\n    pass",
        "menu.addAction('Save').connect('triggered()', f)",
        "import qt\no = qt.QStyleOptionButton()\no.rect = qt.QRect()\nqt.QLabel().raise_()",
        "self._bindings[key].disconnect()",
        "import ctk, slicer\nctk.ctkDICOMBrowser()\nslicer.qSlicerDICOMExportDialog(None)\nslicer.app.layoutManager()",
        "def currentText():\n    pass\nthing.currentText()",
        "import slicer\nc = slicer.qMRMLNodeComboBox()\nc.nodeTypes = ['vtkMRMLNode']\nc.setMRMLScene(None)",
        "import qt\nprint(qt.Qt.AlignLeft, qt.QTimer.singleShot, qt.QStandardPaths.TempLocation)",
        "import qt\nt = qt.QTimer()\nt.setInterval(5)\nt.connect('timeout()', f)\nt.start()\nt.timeout.connect(f)",
    ],
)
def test_nothing_is_found_where_nothing_is_wrong(code: str) -> None:
    assert check_source(code) == []


def test_attributes_of_self_are_known_by_what_they_were_made() -> None:
    code = """
import qt
class Widget:
    def setup(self):
        self.button = qt.QPushButton()
    def refresh(self):
        self.button.tooltip = "a"
        return self.button.text()
"""
    assert [(found.line, found.rule) for found in check_source(code)] == [(7, "new-attribute"), (8, "property-call")]


UI = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Panel</class>
 <widget class="qMRMLWidget" name="Panel"><layout class="QVBoxLayout" name="column">
  <item><widget class="QPushButton" name="applyButton">
   <property name="text"><string>Apply</string></property>
   <property name="tekst"><string>Apply</string></property>
   <property name="SlicerParameterName" stdset="0"><string>a</string></property>
  </widget></item>
  <item><widget class="ctkSliderWidget" name="slider"><property name="pageStep"><double>2</double></property></widget></item>
  <item><widget class="ctkNoSuch" name="strange"/></item>
 </layout></widget>
 <connections>
  <connection><sender>Panel</sender>
   <signal>mrmlSceneChanged(vtkMRMLScene*)</signal><receiver>gone</receiver><slot>setMRMLScene(vtkMRMLScene*)</slot></connection>
  <connection><sender>applyButton</sender>
   <signal>clicked(bool)</signal><receiver>slider</receiver><slot>setEnabledd(bool)</slot></connection>
  <connection><sender>slider</sender>
   <signal>valueChanged(int)</signal><receiver>applyButton</receiver><slot>setEnabled(bool)</slot></connection>
 </connections></ui>
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    (tmp_path / "Resources").mkdir()
    (tmp_path / "Resources" / "Panel.ui").write_text(UI, encoding="utf-8")
    (tmp_path / "Module.py").write_text("def f(self):\n    return self.ui.applyButton.text()\n", encoding="utf-8")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "old.py").write_text("import PyQt5\n", encoding="utf-8")
    return tmp_path


def test_files_of_designer_are_read(module: Path) -> None:
    found = [(finding.line, finding.rule) for finding in check_file(module / "Resources" / "Panel.ui")]
    assert sorted(found) == [
        (6, "unknown-property"),
        (10, "unknown-class"),
        (14, "wrong-connection"),
        (16, "wrong-connection"),
        (18, "wrong-connection"),
    ]


def test_widgets_of_the_ui_files_are_known_in_the_code(module: Path) -> None:
    found = [finding for finding in check_folder(module) if finding.path.endswith(".py")]
    assert found == [
        Finding(str(module / "Module.py"), 2, "property-call", "'text' is a property: expected .text, got .text()"),
    ]


def test_rules_can_be_left_out(module: Path) -> None:
    rules = {finding.rule for finding in check_folder(module, ignore={"wrong-connection", "property-call"})}
    assert rules == {"unknown-property", "unknown-class"}


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="expected a folder"):
        check_folder(tmp_path / "nowhere")


def test_the_command_prints_a_line_for_each_and_fails(module: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "slicerhost.lint", str(module)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 6
    (module / "Resources" / "Panel.ui").unlink()
    (module / "Module.py").write_text("", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "slicerhost.lint", str(module)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_host_keeps_to_its_own_manners() -> None:
    """But for classes and bindings, where it stands on the other side."""
    package = Path(slicerhost.__file__).parent
    assert check_folder(package, ignore={"base-class-check", "foreign-binding"}) == []
