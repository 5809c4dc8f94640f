"""The main window."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import qt
import slicer

from slicerhost.desktop.module_panel import ModulePanel

SIZE_PX = (1400, 900)
PANEL_WIDTH_PX = 440
SMALLEST_PANEL_PX = 340


class MainWindow(qt.QMainWindow):
    """A module's panel at the left, the views at the right.

    Attributes:
        loader: Reads a file or a folder into the scene, and returns the nodes. Programs may set their own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("qSlicerMainWindow")
        self.setWindowTitle(slicer.app.applicationName)
        self.resize(*SIZE_PX)
        self.loader: Callable[[Path], Sequence[Any]] | None = None
        self._panel = ModulePanel()
        self._panel.setMinimumWidth(SMALLEST_PANEL_PX)
        splitter = qt.QSplitter(qt.Qt.Horizontal)
        splitter.addWidget(self._panel)
        splitter.addWidget(slicer.app.layoutManager().viewport())
        splitter.setSizes([PANEL_WIDTH_PX, SIZE_PX[0] - PANEL_WIDTH_PX])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        self.setCentralWidget(splitter)
        self.statusBar()

    def moduleSelector(self) -> "MainWindow":
        """What scripts ask to select a module."""
        return self

    @property
    def selectedModule(self) -> str:
        """Name of the module that is shown."""
        return self._panel.current

    def selectModule(self, name: str) -> None:
        """Show a module, as `mainWindow().moduleSelector().selectModule` in Slicer."""
        self.select_module(name)

    def select_module(self, name: str) -> None:
        """Show the panel of a module.

        Raises:
            KeyError: There is no module of this name, or it has no panel.
        """
        self._panel.select(name)

    def module_panel(self) -> ModulePanel:
        """The panel at the left."""
        return self._panel
