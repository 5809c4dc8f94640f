"""A Python console on the running application."""

import contextlib
import io
from typing import Any

import qt

from slicerhost.desktop.console_interpreter import ConsoleInterpreter
from slicerhost.views.guard import guarded

PROMPT, CONTINUED = ">>> ", "... "


class PythonConsole(qt.QWidget):
    """Runs lines of Python beside what they print; the arrow keys bring earlier lines back."""

    def __init__(self, names: dict[str, Any], parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self._console = ConsoleInterpreter(names)
        self._history: list[str] = []
        self._place = 0
        font = qt.QFontDatabase.systemFont(qt.QFontDatabase.FixedFont)
        self._output = qt.QPlainTextEdit()
        self._output.setReadOnly(True)
        self._output.setFont(font)
        self._output.setFrameShape(qt.QFrame.NoFrame)
        self._prompt = qt.QLabel(PROMPT)
        self._prompt.setFont(font)
        self._input = qt.QLineEdit()
        self._input.setFont(font)
        self._input.setFrame(False)
        self._input.setPlaceholderText("Python, such as slicer.mrmlScene.GetNumberOfNodes()")
        self._input.connect("returnPressed()", self._enter)
        self._input.installEventFilter(self)
        row = qt.QHBoxLayout()
        row.addWidget(self._prompt)
        row.addWidget(self._input, 1)
        layout = qt.QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self._output, 1)
        layout.addLayout(row)

    def run_line(self, line: str) -> str:
        """Run a line, show it and what it prints.

        Returns:
            What it printed.
        """
        printed = io.StringIO()
        self._write(self._prompt.text + line)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            continued = self._console.push(line)
        self._prompt.setText(CONTINUED if continued else PROMPT)
        self._write(printed.getvalue().rstrip("\n"))
        return printed.getvalue()

    def _enter(self) -> None:
        line = self._input.text
        self._input.clear()
        self._history.append(line)
        self._place = len(self._history)
        self.run_line(line)

    def _write(self, text: str) -> None:
        if text:
            self._output.appendPlainText(text)

    def _recall(self, step: int) -> None:
        self._place = min(max(self._place + step, 0), len(self._history))
        self._input.setText(self._history[self._place] if self._place < len(self._history) else "")

    @guarded
    def eventFilter(self, _watched: qt.QObject, event: qt.QEvent) -> bool:
        """Bring earlier lines back."""
        if event.type() == qt.QEvent.KeyPress and event.key() in (qt.Qt.Key_Up, qt.Qt.Key_Down):
            self._recall(-1 if event.key() == qt.Qt.Key_Up else 1)
            return True
        return False
