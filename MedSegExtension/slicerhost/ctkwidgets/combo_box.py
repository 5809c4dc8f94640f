"""A combo box with a text for when nothing is chosen."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, Signal, facade, props

LEAST_LETTERS = 8
ARROW_WIDTH = 32


@facade
class ctkComboBox(qt.QComboBox):
    """A QComboBox that shows `defaultText` while nothing is chosen, elides long texts and can ignore the wheel."""

    NeverScroll, AlwaysScroll, ScrollWithFocus, ScrollWithNoVScrollBar = 0, 1, 2, 3

    vars().update(
        props(
            defaultText=(str, "", None, lambda self, _: self.update()),
            defaultIcon=("QIcon", None, None, lambda self, _: self.update()),
            forceDefault=(bool, False, None, lambda self, _: self.update()),
            elideMode=(int, 3, None, lambda self, _: self.update()),
            scrollWheelEffect=(int, AlwaysScroll),
        )
    )
    returnRelease = Signal()

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)

    def _get_user_data(self) -> str:
        data = self.currentData
        return "" if data is None else str(data)

    def setCurrentUserDataAsString(self, data: Any) -> None:
        """Chooses the first item whose data reads so; none if there is no such item."""
        rows = [row for row in range(self.count) if str(self.itemData(row)) == data]
        self.setCurrentIndex(rows[0] if rows else -1)

    currentUserDataAsString = Property(str, _get_user_data, setCurrentUserDataAsString)

    def minimumSizeHint(self) -> qt.QSize:
        """Room for some letters: longer texts are cut off, unless `elideMode` forbids it."""
        whole = super().minimumSizeHint
        if int(self.elideMode) == int(qt.Qt.ElideNone):
            return whole
        some = self.fontMetrics().horizontalAdvance("m" * max(LEAST_LETTERS, self.minimumContentsLength))
        return qt.QSize(min(whole.width(), some + ARROW_WIDTH), whole.height())

    def paintEvent(self, _event: qt.QPaintEvent) -> None:
        """Draws the default text while nothing is chosen, and what is chosen elided."""
        painter = qt.QStylePainter(self)
        option = qt.QStyleOptionComboBox()
        self.initStyleOption(option)
        default = self.currentIndex == -1 or self.forceDefault
        if default:
            option.currentText = self.defaultText
            option.currentIcon = self.defaultIcon or qt.QIcon()
            if self.currentIndex == -1:
                option.palette.setBrush(qt.QPalette.ButtonText, option.palette.brush(qt.QPalette.PlaceholderText))
        painter.drawComplexControl(qt.QStyle.CC_ComboBox, option)
        room = self.style().subControlRect(qt.QStyle.CC_ComboBox, option, qt.QStyle.SC_ComboBoxEditField, self)
        icon = 0 if option.currentIcon.isNull() else self.iconSize.width() + 4
        mode = qt.Qt.TextElideMode(int(self.elideMode))
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, room.width() - icon - 2)
        painter.drawControl(qt.QStyle.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: qt.QWheelEvent) -> None:
        """Turns the wheel only where it is wanted; else the panel scrolls."""
        effect = int(self.scrollWheelEffect)
        if effect == self.NeverScroll or (effect == self.ScrollWithFocus and not self.hasFocus()):
            event.ignore()
        else:
            super().wheelEvent(event)

    def keyReleaseEvent(self, event: qt.QKeyEvent) -> None:
        """Tells that Return was let go."""
        super().keyReleaseEvent(event)
        if event.key() in (qt.Qt.Key_Return, qt.Qt.Key_Enter):
            self.returnRelease.emit()
