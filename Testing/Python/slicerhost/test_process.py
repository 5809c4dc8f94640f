"""The module `qt` in a process of its own: from its first import to its last breath."""

import os
import subprocess
import sys
from types import ModuleType

from slicerhost import pythonqt


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh Python that knows nothing of this one's settings for Qt."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYSIDE6_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=inherited | {"QT_QPA_PLATFORM": "offscreen"} | environment,
    )


def test_it_ends_well_with_windows_open() -> None:
    code = """
import sys
from slicerhost import pythonqt
qt = pythonqt.install()
app = qt.QApplication(sys.argv[:1])
class Panel(qt.QWidget):
    def __init__(self):
        super().__init__()
        self.column = qt.QVBoxLayout(self)
        self.spin = qt.QSpinBox()
        self.column.addWidget(self.spin)
        self.spin.connect("valueChanged(int)", self.changed)
        self.installEventFilter(self)
    def changed(self, value):
        self.windowTitle = str(value)
    def eventFilter(self, watched, event):
        return False
    def changeEvent(self, event):
        self.spin.value += 1
panels = [Panel() for _ in range(5)]
for panel in panels:
    panel.show()
app.processEvents()
print("alive")
"""
    done = run(code)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_a_binding_with_other_enumerations_is_refused_with_a_remedy() -> None:
    done = run("from PySide6 import QtCore\nimport slicerhost.pythonqt")
    assert done.returncode == 1
    assert "import slicerhost before PySide6" in done.stderr


def test_installing_twice_gives_the_same_module(qt: ModuleType) -> None:
    assert pythonqt.install() is qt
    assert sys.modules["qt"] is qt


def test_what_is_not_about_widgets_loads_no_qt() -> None:
    code = "import slicerhost.diagnostics, slicerhost.surface, sys; print('PySide6' in sys.modules)"
    assert run(code).stdout == "False\n"


def test_libraries_written_for_pyside_keep_their_manners(qt: ModuleType) -> None:
    label = qt.QLabel("a")
    code = "text, kind, frames = label.text(), type(label.setText).__name__, isinstance(label, qt.QWidget)"
    names: dict[str, object] = {"__name__": "vtkmodules.qt.example", "label": label, "qt": qt}
    exec(code, names)
    assert (names["text"], names["kind"], names["frames"]) == ("a", "builtin_function_or_method", True)
    names["__name__"] = "vtkmodules.qtish"
    try:
        exec(code, names)
    except TypeError as error:
        assert "not callable" in str(error)
    else:
        raise AssertionError("expected a script's manners")
