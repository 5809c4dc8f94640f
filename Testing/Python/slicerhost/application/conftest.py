"""A scripted module that is written for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

MODULE = """
import qt, slicer
from slicer.i18n import tr as _
from slicer.ScriptedLoadableModule import *
from slicer.util import VTKObservationMixin
from {name}Lib import words


class {name}(ScriptedLoadableModule):
    def __init__(self, parent):
        super().__init__(parent)
        self.parent.title = _("Title of {name}")
        self.parent.categories = ["Tests"]
        self.parent.helpText += self.getDefaultModuleDocumentationLink()
        slicer.app.connect("startupCompleted()", self.started)
        self.starts = 0

    def started(self):
        self.starts += 1


class {name}Widget(ScriptedLoadableModuleWidget, VTKObservationMixin):
    def __init__(self, parent=None):
        ScriptedLoadableModuleWidget.__init__(self, parent)
        VTKObservationMixin.__init__(self)
        self.calls = []

    def setup(self):
        super().setup()
        self.label = qt.QLabel(words.GREETING)
        self.layout.addWidget(self.label)
        self.logic = {name}Logic()

    def enter(self):
        self.calls.append("enter")

    def exit(self):
        self.calls.append("exit")

    def cleanup(self):
        self.calls.append("cleanup")
        self.removeObservers()


class {name}Logic(ScriptedLoadableModuleLogic):
    pass


class {name}Test(ScriptedLoadableModuleTest):
    ran = []

    def setUp(self):
        self.ran.append("setUp")

    def tearDown(self):
        self.ran.append("tearDown")

    def test_one(self):
        self.ran.append("one")
        self.delayDisplay("one")

    def second_test(self):
        self.ran.append("second")

    def helper(self):
        self.ran.append("helper")
"""


@pytest.fixture
def write_module(tmp_path: Path, slicer_host: Any, scene: Any) -> Iterator[Callable[[str], Path]]:
    """Write a module of a name; it is unloaded at the end."""
    import sys

    written = []

    def write(name: str) -> Path:
        folder = tmp_path / name
        (folder / f"{name}Lib").mkdir(parents=True)
        (folder / f"{name}Lib" / "__init__.py").touch()
        (folder / f"{name}Lib" / "words.py").write_text('GREETING = "good morning"\n')
        (folder / f"{name}.py").write_text(MODULE.replace("{name}", name))
        written.append(name)
        return folder / f"{name}.py"

    yield write
    for name in written:
        if slicer_host.app.moduleManager().module(name) is not None:
            slicer_host.unload_module(name)
        for loaded in [one for one in sys.modules if one == name or one.startswith(f"{name}Lib")]:
            del sys.modules[loaded]
        sys.path[:] = [place for place in sys.path if not place.startswith(str(tmp_path))]
