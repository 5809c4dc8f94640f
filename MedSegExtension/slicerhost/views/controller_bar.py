"""The slim bar above a view."""

from typing import Any

import qt
import slicer

from slicerhost.pythonqt.standin import facade
from slicerhost.views.glyph_button import GlyphButton

HEIGHT_PX = 26
CHIP = "background: {back}; color: {front}; border-radius: 3px; font-weight: 600; padding: 0 7px;"
SHORT = 2  # letters; longer names are cut off at their end
BRIGHT = 128  # of 255: on brighter chips, letters are black


@facade
class qMRMLViewControllerBar(qt.QWidget):
    """A coloured chip with the view's letter, and room for the view's controls."""

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self._view_node: Any = None
        self._look: tuple[Any, ...] | None = None
        self._chip = qt.QLabel()
        self._chip.setMinimumWidth(self._chip.fontMetrics().horizontalAdvance("XX"))  # a long name shall not widen the view
        self._maximize = GlyphButton("maximize", "Fill the layout with this view, or go back (double click)", True)
        self._maximize.connect("clicked(bool)", self.maximizeView)
        layout = qt.QHBoxLayout(self)
        layout.setContentsMargins(4, 2, 2, 2)
        layout.setSpacing(3)
        layout.addWidget(self._chip)
        layout.addWidget(self._maximize)

    def barLayout(self) -> qt.QLayout:
        """Where controls are added."""
        return self.layout()

    def viewLabel(self) -> qt.QLabel:
        """The chip with the view's letter."""
        return self._chip

    def maximizeView(self, *_: Any) -> None:
        """Fill the layout with this view, or go back."""
        layout_node = slicer.app.layoutManager().layoutLogic().GetLayoutNode()
        if layout_node.IsMaximizedViewNode(self._view_node):
            layout_node.RemoveMaximizedViewNode(self._view_node)
        else:
            layout_node.AddMaximizedViewNode(self._view_node)

    def _set_view_node(self, node: Any) -> None:
        self._view_node = node
        self._update_chip()

    def _update_chip(self) -> None:
        node = self._view_node
        look = None if node is None else (node.GetLayoutLabel() or node.GetName(), node.GetLayoutColor())
        if look is None or look == self._look:
            return
        self._look = look
        back = qt.QColor.fromRgbF(*look[1])
        front = "black" if qt.qGray(back.rgb()) > BRIGHT else "white"
        self._chip.setText(look[0])
        is_letter = len(look[0]) <= SHORT
        self._chip.setAlignment(qt.Qt.AlignCenter if is_letter else qt.Qt.AlignLeft | qt.Qt.AlignVCenter)
        self._chip.setStyleSheet(CHIP.format(back=back.name(), front=front))
        self._chip.setToolTip(f"View {node.GetLayoutName()}: {look[0]}")

    def _update_maximize(self, layout_node: Any) -> None:
        self._maximize.setChecked(bool(layout_node.IsMaximizedViewNode(self._view_node)))
