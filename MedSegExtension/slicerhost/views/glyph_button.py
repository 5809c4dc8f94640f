"""A flat button with one of the host's icons."""

import qt

from slicerhost.views.glyphs import draw_icon
from slicerhost.views.guard import guarded

SIZE_PX = 22


class GlyphButton(qt.QToolButton):
    """Keeps its icon in the colours of the theme."""

    def __init__(self, glyph: str, tip: str, checkable: bool = False) -> None:
        super().__init__()
        self._glyph = glyph
        self.setAutoRaise(True)
        self.setFixedSize(SIZE_PX, SIZE_PX)
        self.setFocusPolicy(qt.Qt.NoFocus)
        self.setCheckable(checkable)
        self.setToolTip(tip)
        self.setIcon(draw_icon(glyph, self))

    def set_glyph(self, glyph: str) -> None:
        """Show another icon."""
        self._glyph = glyph
        self.setIcon(draw_icon(glyph, self))

    @guarded
    def changeEvent(self, event: qt.QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == qt.QEvent.PaletteChange:
            self.setIcon(draw_icon(self._glyph, self))
