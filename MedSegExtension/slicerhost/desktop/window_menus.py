"""The menus and the tool bar of the main window."""

from typing import Any

import qt
import slicer

from slicerhost.desktop import pointer_modes
from slicerhost.desktop.file_opening import FileOpener
from slicerhost.desktop.file_saving import FileSaver
from slicerhost.desktop.layout_chooser import LayoutChooser
from slicerhost.desktop.samples_menu import fill_samples
from slicerhost.desktop.theme import SETTING, THEMES
from slicerhost.desktop.window_actions import WindowActions
from slicerhost.views.glyphs import draw_icon
from slicerhost.views.guard import guarded

RESEARCH_ONLY = "For research only, not for diagnosis."
ICON_PX = 20


class WindowMenus:
    """Fills the menu bar and the tool bar of a window.

    Args:
        window: The main window.
        opener: Opens files.
        saver: Saves files.
    """

    def __init__(self, window: Any, opener: FileOpener, saver: FileSaver) -> None:
        self._window = window
        self._opener = opener
        self._saver = saver
        self._actions = WindowActions(window)
        self._switches: list[tuple[qt.QAction, Any]] = []
        self._bar = self._make_tool_bar()
        self._fill_file_menu()
        self._bar.addSeparator()
        self._fill_view_menu()
        self._fill_help_menu()
        for event in (slicer.mrmlScene.EndCloseEvent, slicer.mrmlScene.EndImportEvent):
            slicer.mrmlScene.AddObserver(event, self._switch_again)

    @guarded
    def _switch_again(self, *_: Any) -> None:
        """The scene that was closed or opened has nodes of its own: let them follow the switches."""
        for action, slot in self._switches:
            slot(action.checked)

    def refresh_icons(self) -> None:
        """Draw all icons in the colours of the window."""
        self._actions.refresh_icons()
        for button, glyph in self._buttons:
            button.setIcon(draw_icon(glyph, self._window))

    def _make_tool_bar(self) -> qt.QToolBar:
        bar = qt.QToolBar("Tools")
        bar.setObjectName("MainToolBar")
        bar.setMovable(False)
        bar.setIconSize(qt.QSize(ICON_PX, ICON_PX))
        bar.setToolButtonStyle(qt.Qt.ToolButtonIconOnly)
        bar.setContextMenuPolicy(qt.Qt.PreventContextMenu)
        self._window.addToolBar(bar)
        self._buttons: list[tuple[qt.QToolButton, str]] = []
        return bar

    def _fill_file_menu(self) -> None:
        make, opener, saver = self._actions.make, self._opener, self._saver
        menu = self._window.menuBar().addMenu("&File")
        folder = make(
            "Open &DICOM folder…",
            opener.ask_for_folder,
            glyph="folder",
            tip="Open a folder with a DICOM series",
            shortcut="Ctrl+D",
        )
        files = make("&Open files…", opener.ask_for_files, glyph="file", tip="Open images or segmentations", shortcut="Ctrl+O")
        scene = make("Open &scene…", opener.ask_for_scene, tip="Open a scene in place of this one", shortcut="Ctrl+Shift+O")
        save = make("&Save scene…", saver.ask_for_scene, glyph="save", tip="Save the scene", shortcut="Ctrl+S")
        picture = make("Save &picture…", saver.ask_for_picture, glyph="picture", tip="Save a picture of the window")
        close = make("&Close scene", self._close_scene, tip="Empty the scene", shortcut="Ctrl+W")
        leave = make("&Quit", self._window.close, shortcut="Ctrl+Q")
        samples = self._make_samples_menu()
        for item in (folder, files, samples, scene, None, save, picture, None, close, leave):
            self._add(menu, item)
        self._bar.addAction(folder)
        self._bar.addAction(files)
        self._add_menu_button("sample", "Sample data", samples)
        self._bar.addAction(save)
        self._bar.addAction(picture)

    def _fill_view_menu(self) -> None:
        menu = self._window.menuBar().addMenu("&View")
        layouts = menu.addMenu("&Layout")
        self._chooser = LayoutChooser(layouts)
        self._add_menu_button("layout", "Layout of the views", layouts)
        reset = self._actions.make("&Fit all views", self._reset_views, glyph="fit", tip="Fit slices and 3D to their views")
        menu.addAction(reset)
        self._bar.addAction(reset)
        self._bar.addSeparator()
        menu.addSeparator()
        self.window_level = self._add_switch(
            menu,
            "&Window and level",
            pointer_modes.set_window_level_mode,
            "window",
            "Drag with the left button to change contrast (across) and brightness (up and down)",
        )
        self._add_switch(
            menu, "Slice &intersections", pointer_modes.set_intersections, "intersect", "Draw where the slices cut each other"
        )
        self._add_switch(
            menu, "&Crosshair", pointer_modes.set_crosshair, "crosshair", "Move with shift held: all slices follow the mouse"
        )
        menu.addSeparator()
        menu.addAction(self._window.data_dock().toggleViewAction())
        console = self._window.console_dock().toggleViewAction()
        menu.addAction(console)
        self._fill_theme_menu(menu.addMenu("&Theme"))

    def _fill_theme_menu(self, menu: qt.QMenu) -> None:
        group = qt.QActionGroup(menu)
        chosen = slicer.app.settings().value(SETTING, THEMES[0])
        for name in THEMES:
            action = menu.addAction(name.capitalize())
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.connect("triggered(bool)", lambda _checked, name=name: self._window.set_theme(name))
            group.addAction(action)

    def _fill_help_menu(self) -> None:
        menu = self._window.menuBar().addMenu("&Help")
        menu.addAction(self._actions.make("&Mouse and keys", self._show_keys))
        menu.addAction(self._actions.make("&About", self._show_about))

    def _make_samples_menu(self) -> qt.QMenu:
        menu = qt.QMenu("Sample &data", self._window)
        menu.setToolTipsVisible(True)
        menu.connect("aboutToShow()", lambda: fill_samples(menu))
        return menu

    def _add_switch(self, menu: qt.QMenu, text: str, slot: Any, glyph: str, tip: str) -> qt.QAction:
        action = self._actions.make_switch(text, slot, False, glyph=glyph, tip=tip)
        self._switches.append((action, slot))
        menu.addAction(action)
        self._bar.addAction(action)
        return action

    def _add_menu_button(self, glyph: str, tip: str, menu: qt.QMenu) -> None:
        button = qt.QToolButton()
        button.setIcon(draw_icon(glyph, self._window))
        button.setToolTip(tip)
        button.setMenu(menu)
        button.setPopupMode(qt.QToolButton.InstantPopup)
        button.setAutoRaise(True)
        self._bar.addWidget(button)
        self._buttons.append((button, glyph))

    def _add(self, menu: qt.QMenu, item: Any) -> None:
        if item is None:
            menu.addSeparator()
        elif isinstance(item, qt.QMenu):
            menu.addMenu(item)
        else:
            menu.addAction(item)

    def _close_scene(self) -> None:
        if slicer.util.confirmOkCancelDisplay("Close the scene? What was not saved is lost."):
            slicer.mrmlScene.Clear(False)

    def _reset_views(self) -> None:
        slicer.app.layoutManager().resetSliceViews()
        slicer.app.layoutManager().resetThreeDViews()

    def _show_keys(self) -> None:
        slicer.util.infoDisplay(KEYS, windowTitle="Mouse and keys")

    def _show_about(self) -> None:
        name = slicer.app.applicationName
        slicer.util.infoDisplay(
            f"{name}\n\n{RESEARCH_ONLY}\n\nViews and scene: 3D Slicer's own libraries.", windowTitle=f"About {name}"
        )


KEYS = """In slices
wheel, or arrow keys: next slice
left drag, with Window and level on: contrast and brightness
right drag, or Ctrl + wheel: zoom
middle drag, or Shift + left drag: move
double click, with Window and level off: fill the layout with the view, and back

In 3D
left drag: turn    right drag, or wheel: zoom
middle drag, or Shift + left drag: move    double click: fill the layout, and back"""
