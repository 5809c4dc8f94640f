"""A line to search with."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.glyphs import search_icon
from slicerhost.pythonqt.standin import facade, props


@facade
class ctkSearchBox(qt.QLineEdit):
    """A QLineEdit with a button that clears it, and a magnifier if wanted."""

    vars().update(
        props(
            clearIcon=("QIcon", None),
            searchIcon=("QIcon", None, None, lambda self, _: self._show_icon()),
            showSearchIcon=(bool, False, None, lambda self, _: self._show_icon()),
        )
    )

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._magnifier = None
        self.setPlaceholderText("Search...")
        self.setClearButtonEnabled(True)

    def changeEvent(self, event: qt.QEvent) -> None:
        """Follows the theme."""
        super().changeEvent(event)
        if event.type() == qt.QEvent.PaletteChange:
            self._show_icon()

    def _show_icon(self) -> None:
        if self._magnifier is not None:
            self.removeAction(self._magnifier)
            self._magnifier = None
        if self.showSearchIcon:
            icon = self.searchIcon or search_icon(self.palette.color(qt.QPalette.Text))
            self._magnifier = self.addAction(icon, qt.QLineEdit.LeadingPosition)
