"""The pytest plugin, used as another author of modules would: in a process and a project of its own."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

MODULE = """
import qt
import slicer
from slicer.ScriptedLoadableModule import ScriptedLoadableModule, ScriptedLoadableModuleWidget


class Greeter(ScriptedLoadableModule):
    def __init__(self, parent):
        ScriptedLoadableModule.__init__(self, parent)
        parent.title = "Greeter"
        parent.categories = ["Examples"]


class GreeterWidget(ScriptedLoadableModuleWidget):
    def setup(self):
        ScriptedLoadableModuleWidget.setup(self)
        self.button = qt.QPushButton("Greet")
        self.button.connect("clicked(bool)", self.greet)
        self.layout.addWidget(self.button)
        self.hidden = qt.QPushButton("Hidden")
        self.layout.addWidget(self.hidden)
        self.hidden.hide()

    def greet(self, checked):
        slicer.mrmlScene.AddNewNodeByClass("vtkMRMLTextNode", "Hello")

    def fail(self, checked):
        raise ValueError("told to")
"""
CONFTEST = 'pytest_plugins = ["slicerhost.testing.plugin"]\n'
TESTS = """
from pathlib import Path

import pytest

MODULE = Path(__file__).with_name("Greeter.py")


@pytest.fixture
def greeter(load_module):
    return load_module(MODULE)


def test_a_click_greets(greeter, click, scene, wait_until, picture):
    click(greeter.button)
    assert wait_until(lambda: scene.GetFirstNodeByName("Hello"))
    assert picture("greeter").stat().st_size > 1000


def test_each_test_has_an_empty_scene(scene):
    assert scene.GetFirstNodeByName("Hello") is None


def test_what_is_hidden_cannot_be_clicked(greeter, click):
    with pytest.raises(AssertionError, match="it is hidden"):
        click(greeter.hidden)


def test_waiting_ends(scene, wait_until):
    with pytest.raises(AssertionError, match="within 0.1 s"):
        wait_until(lambda: False, 0.1)
"""
FAILING = """
from pathlib import Path


def test_an_exception_in_a_slot_is_not_overlooked(load_module, click):
    greeter = load_module(Path(__file__).with_name("Greeter.py"))
    greeter.button.connect("clicked(bool)", greeter.fail)
    click(greeter.button)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a module and its tests."""
    for name, text in (
        ("Greeter.py", MODULE),
        ("conftest.py", CONFTEST),
        ("test_greeter.py", TESTS),
        ("test_overlooked.py", FAILING),
    ):
        (tmp_path / name).write_text(text)
    return tmp_path


def _run(project: Path) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "QT_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={project}"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def test_another_author_s_module_is_tested_in_ten_lines_and_what_would_be_printed_fails(project: Path) -> None:
    code, said = _run(project)
    assert code == 1, said
    assert "5 passed, 1 error" in said
    assert "Expected nothing to be printed" in said
    assert "ValueError: told to" in said
    assert (project / "out" / "panel" / "greeter.png").is_file()


def test_pictures_are_compared_with_their_baselines(tmp_path: Path, slicer_host: object) -> None:
    import qt

    from slicerhost.testing.picture_book import PictureBook

    label = qt.QLabel("Greetings")
    label.resize(200, 100)
    folder, baselines = tmp_path / "pictures", tmp_path / "baselines"
    PictureBook(label, folder, baselines, update=True, tolerance=0.02)("label")
    compared = PictureBook(label, folder, baselines, update=False, tolerance=0.02)
    assert compared("label") == folder / "label.png"
    _paint(baselines / "label.png", 0.1)
    with pytest.raises(AssertionError, match="--update-baselines"):
        compared("label")
    assert compared("label", tolerance=0.2).is_file()
    assert compared("another").is_file()


@pytest.mark.parametrize(("share", "is_same"), [(0.0, True), (0.01, True), (0.2, False)])
def test_small_differences_are_tolerated(tmp_path: Path, slicer_host: object, share: float, is_same: bool) -> None:
    from slicerhost.testing.comparison import compare, write_baseline

    picture, baseline = tmp_path / "picture.png", tmp_path / "baseline.png"
    _write(picture, np.full((200, 200), 90, np.uint8))
    write_baseline(picture, baseline)
    assert baseline.stat().st_size < 400
    _paint(picture, share)
    assert (compare(picture, baseline, 0.02) is None) == is_same


def test_pictures_of_another_size_differ(tmp_path: Path, slicer_host: object) -> None:
    from slicerhost.testing.comparison import compare, write_baseline

    first, second = tmp_path / "first.png", tmp_path / "second.png"
    _write(first, np.zeros((20, 32), np.uint8))
    _write(second, np.zeros((32, 20), np.uint8))
    write_baseline(first, tmp_path / "baseline.png")
    assert compare(second, tmp_path / "baseline.png", 0.5) == "Expected a picture of about 32 x 20 pixels, got 20 x 32."


def _write(path: Path, grey: np.ndarray) -> None:
    import qt

    image = qt.QImage(np.ascontiguousarray(grey).data, grey.shape[1], grey.shape[0], grey.shape[1], qt.QImage.Format_Grayscale8)
    assert image.save(str(path))


def _paint(path: Path, share: float) -> None:
    """Blacken a share of a picture, from its top."""
    import qt

    image = qt.QImage(str(path)).convertToFormat(qt.QImage.Format_RGB32)
    painter = qt.QPainter(image)
    painter.fillRect(0, 0, image.width(), round(image.height() * share), qt.Qt.black)
    painter.end()
    assert image.save(str(path))
