"""The actions of the main window, for its menus and its tool bar."""

from collections.abc import Callable
from typing import Any

import qt

from slicerhost.views.glyphs import draw_icon


class WindowActions:
    """Makes actions, and keeps their icons in the colours of the theme.

    Args:
        window: The window that they belong to.
    """

    def __init__(self, window: qt.QMainWindow) -> None:
        self._window = window
        self._glyphs: list[tuple[qt.QAction, str]] = []

    def make(self, text: str, slot: Callable[..., Any], *, glyph: str = "", tip: str = "", shortcut: str = "") -> qt.QAction:
        """An action that does something once.

        Args:
            text: In the menu; the tool bar shows the glyph.
            slot: Called without arguments.
            glyph: Its icon.
            tip: What it does.
            shortcut: Keys, such as `Ctrl+S`.
        """
        action = self._make(text, glyph, tip, shortcut)
        action.connect("triggered(bool)", lambda _checked: slot())
        return action

    def make_switch(self, text: str, slot: Callable[[bool], Any], on: bool, *, glyph: str = "", tip: str = "") -> qt.QAction:
        """An action that switches something on and off; `slot` is told which."""
        action = self._make(text, glyph, tip, "")
        action.setCheckable(True)
        action.setChecked(on)
        action.connect("toggled(bool)", slot)
        return action

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the window."""
        for action, glyph in self._glyphs:
            action.setIcon(draw_icon(glyph, self._window))

    def _make(self, text: str, glyph: str, tip: str, shortcut: str) -> qt.QAction:
        action = qt.QAction(text, self._window)
        action.setToolTip(f"{tip or text}{f' ({shortcut})' if shortcut else ''}")
        if shortcut:
            action.setShortcut(qt.QKeySequence(shortcut))
        if glyph:
            action.setIcon(draw_icon(glyph, self._window))
            self._glyphs.append((action, glyph))
        return action
