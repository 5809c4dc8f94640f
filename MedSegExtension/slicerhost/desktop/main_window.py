"""The main window."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import qt
import slicer

from slicerhost.desktop.data_list import DataList
from slicerhost.desktop.file_opening import FileOpener
from slicerhost.desktop.file_saving import FileSaver
from slicerhost.desktop.interruption import Interruption
from slicerhost.desktop.module_panel import ModulePanel
from slicerhost.desktop.probe import Probe
from slicerhost.desktop.python_console import PythonConsole
from slicerhost.desktop.theme import SETTING, THEMES, apply_theme
from slicerhost.desktop.window_menus import RESEARCH_ONLY, WindowMenus
from slicerhost.views.guard import guarded

SIZE_PX = (1400, 900)
PANEL_WIDTH_PX = 440
SMALLEST_PANEL_PX = 340
DATA_HEIGHT_PX = 150
SETTLE_ROUNDS = 5
STATUS_MARGIN_PX = 6


class MainWindow(qt.QMainWindow):
    """A module's panel and the data at the left, the views at the right.

    Attributes:
        loader: Reads a file or a folder into the scene, and returns the nodes. Programs may set their own.
        opener: Opens files, folders and scenes.
        saver: Saves the scene and pictures.
        python_console: The console.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("qSlicerMainWindow")
        self.setWindowTitle(slicer.app.applicationName)
        self.resize(*SIZE_PX)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        apply_theme(slicer.app.settings().value(SETTING, THEMES[1]))
        self.loader: Callable[[Path], Sequence[Any]] | None = None
        self.opener = FileOpener(self)
        self.saver = FileSaver(self)
        self.python_console = PythonConsole({"slicer": slicer, "qt": qt})
        self._panel = ModulePanel()
        self._data = DataList()
        self._data_dock = self._make_dock("Data", self._data, qt.Qt.LeftDockWidgetArea)
        self._console_dock = self._make_dock("Python console", self.python_console, qt.Qt.BottomDockWidgetArea)
        self._console_dock.hide()
        self._panel_dock = self._make_panel_dock()
        self.setCentralWidget(slicer.app.layoutManager().viewport())
        self._menus = WindowMenus(self, self.opener, self.saver)
        self._fill_status_bar()
        self._arrange()

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

    def data_list(self) -> DataList:
        """What the scene holds."""
        return self._data

    def data_dock(self) -> qt.QDockWidget:
        """Where the data list is."""
        return self._data_dock

    def console_dock(self) -> qt.QDockWidget:
        """Where the Python console is."""
        return self._console_dock

    def pythonConsole(self) -> PythonConsole:
        """The console, as in Slicer."""
        return self.python_console

    def set_theme(self, name: str, *, keep: bool = True) -> None:
        """Take a theme, `system`, `light` or `dark`, and keep it for the next time."""
        if keep:
            slicer.app.settings().setValue(SETTING, name)
        apply_theme(name)

    def choose(self, question: str, choices: Sequence[str]) -> int | None:
        """Ask a person to choose one of several things.

        Returns:
            Its place in the list; None where the dialog was cancelled.
        """
        dialog = qt.QInputDialog(self)
        dialog.setWindowTitle(slicer.app.applicationName)
        dialog.setLabelText(question)
        dialog.setOption(qt.QInputDialog.UseListViewForComboBoxItems)
        dialog.setComboBoxItems(list(choices))
        if not dialog.exec_():
            return None
        return list(choices).index(dialog.textValue())

    def run(self) -> None:
        """Show the window until it is closed.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed in the terminal.
        """
        self.show()
        with Interruption():
            qt.QApplication.exec_()

    def settle(self) -> None:
        """Let the window come to rest: what is due is done, and all views are drawn."""
        for _ in range(SETTLE_ROUNDS):
            qt.QApplication.processEvents()

    def set_window_level_mode(self, on: bool) -> None:
        """Let dragging with the left button change brightness and contrast, or not."""
        self._menus.window_level.setChecked(on)

    @guarded
    def changeEvent(self, event: qt.QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == qt.QEvent.PaletteChange and hasattr(self, "_menus"):
            self._menus.refresh_icons()

    @guarded
    def dragEnterEvent(self, event: qt.QDragEnterEvent) -> None:
        """Take what holds files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: qt.QDropEvent) -> None:
        """Open the files."""
        event.acceptProposedAction()
        self.opener.open_paths([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _make_dock(self, title: str, widget: qt.QWidget, area: Any) -> qt.QDockWidget:
        dock = qt.QDockWidget(title, self)
        dock.setObjectName(f"{title.replace(' ', '')}Dock")
        dock.setFeatures(qt.QDockWidget.DockWidgetClosable)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _make_panel_dock(self) -> qt.QDockWidget:
        dock = qt.QDockWidget("Module", self)
        dock.setObjectName("PanelDockWidget")
        dock.setFeatures(qt.QDockWidget.NoDockWidgetFeatures)
        dock.setTitleBarWidget(qt.QWidget())  # the panel's own list of modules is its title
        dock.setWidget(self._panel)
        self._panel.setMinimumWidth(SMALLEST_PANEL_PX)
        self.addDockWidget(qt.Qt.LeftDockWidgetArea, dock)
        self.splitDockWidget(dock, self._data_dock, qt.Qt.Vertical)
        return dock

    def _fill_status_bar(self) -> None:
        label = qt.QLabel()
        self._probe = Probe(label)
        note = qt.QLabel(RESEARCH_ONLY)
        for part in (label, note):
            part.setContentsMargins(STATUS_MARGIN_PX, 0, STATUS_MARGIN_PX, 0)
        self.statusBar().addWidget(label, 1)
        self.statusBar().addPermanentWidget(note)
        self.statusBar().setSizeGripEnabled(False)

    def _arrange(self) -> None:
        self.setCorner(qt.Qt.BottomLeftCorner, qt.Qt.LeftDockWidgetArea)
        self.resizeDocks([self._panel_dock], [PANEL_WIDTH_PX], qt.Qt.Horizontal)
        heights = [SIZE_PX[1] - DATA_HEIGHT_PX, DATA_HEIGHT_PX]
        self.resizeDocks([self._panel_dock, self._data_dock], heights, qt.Qt.Vertical)
