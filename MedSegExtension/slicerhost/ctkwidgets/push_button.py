"""A push button whose text and icon can be aligned."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import facade, props

LEFT_MIDDLE, CENTER = 0x81, 0x84
PADDING = 6


@facade
class ctkPushButton(qt.QPushButton):
    """A QPushButton with alignments of its own, whose text is elided where room is short."""

    vars().update(
        props(
            buttonTextAlignment=(int, CENTER, None, lambda self, _: self.update()),
            elideMode=(int, 3, None, lambda self, _: self.update()),
            iconAlignment=(int, LEFT_MIDDLE, None, lambda self, _: self.update()),
        )
    )

    def __init__(self, *arguments: Any) -> None:
        text, parent = split_parent(arguments, str)
        super().__init__(parent)
        self.setText(text or "")

    def _left_room(self) -> int:
        """Pixels at the left that something else takes."""
        return 0

    def paintEvent(self, _event: qt.QPaintEvent) -> None:
        """Draws the bevel by the style, then icon and text where they are wanted."""
        painter = qt.QStylePainter(self)
        option = qt.QStyleOptionButton()
        self.initStyleOption(option)
        text, icon = option.text, option.icon
        option.text, option.icon = "", qt.QIcon()
        painter.drawControl(qt.QStyle.CE_PushButton, option)
        room = self.rect.adjusted(PADDING + self._left_room(), 0, -PADDING, 0)
        if not icon.isNull():
            room = self._paint_icon(painter, icon, room)
        flags = int(self.buttonTextAlignment) | int(qt.Qt.TextShowMnemonic)
        shown = self.fontMetrics().elidedText(
            text, qt.Qt.TextElideMode(int(self.elideMode)), room.width(), int(qt.Qt.TextShowMnemonic)
        )
        self.style().drawItemText(painter, room, flags, option.palette, self.enabled, shown, qt.QPalette.ButtonText)
        painter.end()

    def _paint_icon(self, painter: qt.QPainter, icon: Any, room: Any) -> Any:
        """Draws the icon and gives back the room beside it."""
        size = self.iconSize
        mode = qt.QIcon.Normal if self.enabled else qt.QIcon.Disabled
        on_right = int(self.iconAlignment) & int(qt.Qt.AlignRight)
        left = room.right() - size.width() if on_right else room.left()
        place = qt.QRect(qt.QPoint(left, room.center().y() - size.height() // 2), size)
        icon.paint(painter, place, qt.Qt.AlignCenter, mode, qt.QIcon.On if self.checked else qt.QIcon.Off)
        taken = size.width() + PADDING
        return room.adjusted(0, 0, -taken, 0) if on_right else room.adjusted(taken, 0, 0, 0)
