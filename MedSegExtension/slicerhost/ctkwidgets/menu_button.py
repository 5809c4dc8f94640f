"""A push button with a menu at its side."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import facade

ARROW_WIDTH = 20


@facade
class ctkMenuButton(qt.QPushButton):
    """Clicked, it acts as a button; clicked on its arrow, it opens the menu."""

    def __init__(self, *arguments: Any) -> None:
        text, parent = split_parent(arguments, str)
        super().__init__(parent)
        self.setText(text or "")
        self._side_menu = None

    def setMenu(self, menu: Any) -> None:
        """Sets the menu of the arrow; Qt's own would open with any click."""
        self._side_menu = menu
        self.updateGeometry()
        self.update()

    def menu(self) -> Any:
        """The menu of the arrow, or None."""
        return self._side_menu

    def showMenu(self) -> None:
        """Opens the menu below the button."""
        if self._side_menu is not None:
            self._side_menu.popup(self.mapToGlobal(self.rect.bottomLeft()))

    def _arrow(self) -> qt.QRect:
        return self.rect.adjusted(self.width - ARROW_WIDTH, 0, 0, 0)

    def sizeHint(self) -> qt.QSize:
        """The button's size with its arrow."""
        return super().sizeHint + qt.QSize(ARROW_WIDTH if self._side_menu is not None else 0, 0)

    def paintEvent(self, event: qt.QPaintEvent) -> None:
        """Draws an arrow and a line beside it."""
        super().paintEvent(event)
        if self._side_menu is None:
            return
        painter = qt.QStylePainter(self)
        option = qt.QStyleOption()
        option.initFrom(self)
        option.rect = self._arrow().adjusted(5, (self.height - 10) // 2, -5, -(self.height - 10) // 2)
        painter.setPen(self.palette.color(qt.QPalette.Mid))
        painter.drawLine(self._arrow().topLeft() + qt.QPoint(0, 5), self._arrow().bottomLeft() - qt.QPoint(0, 5))
        painter.drawPrimitive(qt.QStyle.PE_IndicatorArrowDown, option)
        painter.end()

    def mousePressEvent(self, event: qt.QMouseEvent) -> None:
        """Opens the menu where the arrow is clicked."""
        if self._side_menu is not None and self._arrow().contains(event.position().toPoint()):
            self.showMenu()
            event.accept()
        else:
            super().mousePressEvent(event)
