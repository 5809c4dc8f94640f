"""Draws the rows of the subject hierarchy."""

from typing import Any

import qt

from slicerhost.ctkwidgets.glyphs import eye_icon

ROW_PADDING = 8


class ItemDelegate(qt.QStyledItemDelegate):
    """An eye where something can be shown, and a patch of colour."""

    def __init__(self, rows: Any, parent: Any) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, option: qt.QStyleOptionViewItem, index: qt.QModelIndex) -> qt.QSize:
        """Rows as high as those of other lists."""
        hint = super().sizeHint(option, index)
        return qt.QSize(hint.width(), option.fontMetrics.height() + ROW_PADDING)

    def paint(self, painter: qt.QPainter, option: qt.QStyleOptionViewItem, index: qt.QModelIndex) -> None:
        """Draws a cell."""
        super().paint(painter, option, index)
        value = index.data(int(qt.Qt.UserRole))
        if index.column() == self._rows.visibilityColumn and value is not None:
            color = option.palette.color(qt.QPalette.Text)
            eye_icon(color, bool(value)).paint(painter, option.rect.adjusted(3, 3, -3, -3))
        elif index.column() == self._rows.colorColumn and value is not None:
            self._paint_patch(painter, option, qt.QColor(value))

    def _paint_patch(self, painter: qt.QPainter, option: qt.QStyleOptionViewItem, color: qt.QColor) -> None:
        side = min(option.rect.width(), option.rect.height()) - 8
        patch = qt.QRectF(0, 0, side, side)
        patch.moveCenter(qt.QRectF(option.rect).center())
        painter.save()
        painter.setRenderHint(qt.QPainter.Antialiasing)
        painter.setPen(qt.QPen(option.palette.color(qt.QPalette.Mid), 1))
        painter.setBrush(color)
        painter.drawRoundedRect(patch, 3, 3)
        painter.restore()
