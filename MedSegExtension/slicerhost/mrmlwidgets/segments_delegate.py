"""Draws and edits the cells of a table of segments."""

from typing import Any

import qt

from slicerhost.ctkwidgets.glyphs import eye_icon

SWATCH_MARGIN = 4


class SegmentsDelegate(qt.QStyledItemDelegate):
    """An eye for visible segments, a patch of colour, and a spin box for opacities."""

    def __init__(self, model: Any, parent: Any) -> None:
        super().__init__(parent)
        self._model = model
        self._eyes = {}

    def paint(self, painter: qt.QPainter, option: qt.QStyleOptionViewItem, index: qt.QModelIndex) -> None:
        """Draws a cell."""
        column = index.column()
        if column == self._model.visibilityColumn:
            self._paint_background(painter, option, index)
            color = option.palette.color(qt.QPalette.HighlightedText if _is_selected(option) else qt.QPalette.Text)
            self._eye(color, bool(index.data(qt.Qt.UserRole))).paint(painter, option.rect.adjusted(4, 3, -4, -3))
        elif column == self._model.colorColumn:
            self._paint_background(painter, option, index)
            self._paint_swatch(painter, option, index.data(qt.Qt.UserRole))
        else:
            super().paint(painter, option, index)

    def _paint_background(self, painter: qt.QPainter, option: qt.QStyleOptionViewItem, index: qt.QModelIndex) -> None:
        cell = qt.QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        cell.state &= ~qt.QStyle.State_HasFocus
        style = option.widget.style() if option.widget is not None else qt.QApplication.style()
        style.drawControl(qt.QStyle.CE_ItemViewItem, cell, painter, option.widget)

    def _paint_swatch(self, painter: qt.QPainter, option: qt.QStyleOptionViewItem, color: qt.QColor) -> None:
        side = option.rect.height() - 2 * SWATCH_MARGIN
        patch = qt.QRectF(0, 0, max(side, min(2 * side, option.rect.width() - 2 * SWATCH_MARGIN)), side)
        patch.moveCenter(qt.QRectF(option.rect).center())
        painter.save()
        painter.setRenderHint(qt.QPainter.Antialiasing)
        painter.setPen(qt.QPen(option.palette.color(qt.QPalette.Mid), 1))
        painter.setBrush(qt.QColor(color))
        painter.drawRoundedRect(patch, 3, 3)
        painter.restore()

    def _eye(self, color: qt.QColor, is_open: bool) -> qt.QIcon:
        key = (color.name(), is_open)
        if key not in self._eyes:
            self._eyes[key] = eye_icon(color, is_open)
        return self._eyes[key]

    def createEditor(self, parent: Any, option: qt.QStyleOptionViewItem, index: qt.QModelIndex) -> Any:
        """A spin box from 0 to 1 for opacities, a line for names."""
        if index.column() != self._model.opacityColumn:
            return super().createEditor(parent, option, index)
        box = qt.QDoubleSpinBox(parent)
        box.setRange(0.0, 1.0)
        box.setSingleStep(0.1)
        box.setDecimals(2)
        box.setFrame(False)
        return box

    def displayText(self, value: Any, locale: Any) -> Any:
        """Opacities with two digits."""
        return f"{value:.2f}" if isinstance(value, float) else super().displayText(value, locale)


def _is_selected(option: qt.QStyleOptionViewItem) -> bool:
    return bool(option.state & qt.QStyle.State_Selected)
