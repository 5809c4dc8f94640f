"""A header that folds what is below it."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, Signal, facade, props

PADDING = 5
LEAST_HEADER_WIDTH = 120
UNLIMITED_HEIGHT = 16777215
VISIBILITY = "visibilityToParent"
LEFT_MIDDLE = 0x81


@facade
class ctkCollapsibleButton(qt.QAbstractButton):
    """A section of a panel: a flat header with an arrow and a title, and contents that take no room when folded."""

    vars().update(
        props(
            flat=(bool, False, None, lambda self, _: self.update()),
            collapsedHeight=(int, 14, None, lambda self, _: self._fit()),
            contentsFrameShape=(int, 0, None, lambda self, _: self.update()),
            contentsFrameShadow=(int, 16, None, lambda self, _: self.update()),
            contentsLineWidth=(int, 1, None, lambda self, _: self.update()),
            contentsMidLineWidth=(int, 0, None, lambda self, _: self.update()),
            buttonTextAlignment=(int, LEFT_MIDDLE, None, lambda self, _: self.update()),
            indicatorAlignment=(int, LEFT_MIDDLE, None, lambda self, _: self.update()),
        )
    )
    contentsCollapsed = Signal(bool)

    def __init__(self, *arguments: Any) -> None:
        text, parent = split_parent(arguments, str)
        super().__init__(parent)
        self._collapsed = False
        self._forcing = self._by_key = False
        self._maximum_height = UNLIMITED_HEIGHT
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(text or "")
        self.setSizePolicy(qt.QSizePolicy.Preferred, qt.QSizePolicy.Preferred)
        self.setFocusPolicy(qt.Qt.TabFocus)
        self.setContentsMargins(0, self._header_height(), 0, 0)
        self.connect("toggled(bool)", self._toggled)

    def _get_collapsed(self) -> bool:
        return self._collapsed

    def _set_collapsed(self, collapsed: bool) -> None:
        if self.checkable:
            self.setChecked(not collapsed)
        else:
            self._collapse(bool(collapsed))

    collapsed = Property(bool, _get_collapsed, _set_collapsed)

    def _toggled(self, checked: bool) -> None:
        if self.checkable:
            self._collapse(not checked)

    def _collapse(self, collapsed: bool) -> None:
        if collapsed == self._collapsed:
            return
        self._collapsed = collapsed
        if collapsed:
            self._maximum_height = self.maximumHeight
        for child in self.children():
            if child.isWidgetType():
                self._apply_visibility(child)
        self._fit()
        self.contentsCollapsed.emit(collapsed)

    def _fit(self) -> None:
        self.setMaximumHeight(self._header_height() if self._collapsed else self._maximum_height)
        self.updateGeometry()
        self.update()

    def _apply_visibility(self, child: qt.QObject) -> None:
        """Hides a child with the section, and shows it again unless somebody has hidden the child itself."""
        wanted = child.property(VISIBILITY)
        wanted = True if wanted is None else bool(wanted)
        self._forcing = True
        child.setVisible(wanted and not self._collapsed)
        if wanted:  # what the section did is not the child's own will
            child.setAttribute(qt.Qt.WA_WState_ExplicitShowHide, False)
        self._forcing = False

    def childEvent(self, event: qt.QChildEvent) -> None:
        """Watches new children, which hide while the section is folded."""
        child = event.child()
        if event.added() and child is not None and child.isWidgetType():
            hidden = child.testAttribute(qt.Qt.WA_WState_Hidden)
            if hidden and child.testAttribute(qt.Qt.WA_WState_ExplicitShowHide):
                child.setProperty(VISIBILITY, False)
            child.installEventFilter(self)
            if self._collapsed:
                self._apply_visibility(child)
        super().childEvent(event)

    def eventFilter(self, watched: qt.QObject, event: qt.QEvent) -> bool:
        """Remembers which children were hidden or shown by others, and keeps them hidden while folded."""
        kind = event.type()
        if not self._forcing and kind in (qt.QEvent.ShowToParent, qt.QEvent.HideToParent):
            if watched.testAttribute(qt.Qt.WA_WState_ExplicitShowHide):
                watched.setProperty(VISIBILITY, kind == qt.QEvent.ShowToParent)
            if self._collapsed and kind == qt.QEvent.ShowToParent:
                self._apply_visibility(watched)
        return False

    def changeEvent(self, event: qt.QEvent) -> None:
        """Follows the font and the style."""
        if event.type() in (qt.QEvent.FontChange, qt.QEvent.StyleChange):
            self.setContentsMargins(0, self._header_height(), 0, 0)
            self._fit()
        super().changeEvent(event)

    def focusInEvent(self, event: qt.QFocusEvent) -> None:
        """Shows the focus only to those who came by the keyboard."""
        self._by_key = event.reason() in (qt.Qt.TabFocusReason, qt.Qt.BacktabFocusReason, qt.Qt.ShortcutFocusReason)
        super().focusInEvent(event)

    def hitButton(self, position: qt.QPoint) -> bool:
        """Only the header is clicked; below it are the contents."""
        return position.y() < self._header_height()

    def _header_height(self) -> int:
        return self.fontMetrics().height() + 2 * PADDING

    def _header_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text) + self._header_height() + 2 * PADDING

    def sizeHint(self) -> qt.QSize:
        """The header's size, or that of header and contents."""
        header = qt.QSize(self._header_width(), self._header_height())
        if self._collapsed or self.layout() is None:
            return header
        return self.layout().totalSizeHint().expandedTo(header)

    def minimumSizeHint(self) -> qt.QSize:
        """The least size of what is open; a long title may be cut off."""
        header = qt.QSize(min(self._header_width(), LEAST_HEADER_WIDTH), self._header_height())
        if self._collapsed or self.layout() is None:
            return header
        return self.layout().totalMinimumSize().expandedTo(header)

    def paintEvent(self, _event: qt.QPaintEvent) -> None:
        """Draws the header, and the contents' frame if one is wanted."""
        painter = qt.QPainter(self)
        painter.setRenderHint(qt.QPainter.Antialiasing)
        header = qt.QRect(0, 0, self.width, self._header_height())
        self._paint_bar(painter, header)
        self._paint_arrow(painter, header)
        self._paint_title(painter, header)
        if not self._collapsed and self.contentsFrameShape:
            self._paint_frame(painter, self.rect.adjusted(0, header.height(), 0, 0))
        painter.end()

    def _paint_bar(self, painter: qt.QPainter, header: qt.QRect) -> None:
        if self.flat:
            return
        color = self.palette.color(qt.QPalette.Button)
        border = self.palette.color(qt.QPalette.Mid)
        on_header = self.underMouse() and header.contains(self.mapFromGlobal(qt.QCursor.pos()))
        if self.down:
            color = color.darker(110)
        elif on_header and self.enabled:
            color = color.lighter(108)
        if self.hasFocus() and self._by_key:
            border = self.palette.color(qt.QPalette.Highlight)
        painter.setPen(qt.QPen(border, 1))
        painter.setBrush(color)
        painter.drawRoundedRect(qt.QRectF(header).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_arrow(self, painter: qt.QPainter, header: qt.QRect) -> None:
        center = qt.QPointF(header.height() / 2, header.height() / 2)
        if self.layoutDirection == qt.Qt.RightToLeft:
            center.setX(header.width() - center.x())
        reach = max(3.0, self.fontMetrics().height() / 4.5)
        corners = [(-reach, -reach / 2), (0, reach / 2), (reach, -reach / 2)]
        if self._collapsed:
            corners = [(-reach / 2, -reach), (reach / 2, 0), (-reach / 2, reach)]
        painter.setPen(self._pen(1.6))
        painter.setBrush(qt.Qt.NoBrush)
        painter.drawPolyline(qt.QPolygonF([center + qt.QPointF(x, y) for x, y in corners]))

    def _paint_title(self, painter: qt.QPainter, header: qt.QRect) -> None:
        room = header.adjusted(header.height() + 2, 0, -PADDING, 0)
        if self.layoutDirection == qt.Qt.RightToLeft:
            room = header.adjusted(PADDING, 0, -header.height() - 2, 0)
        painter.setPen(self._pen(1))
        text = self.fontMetrics().elidedText(self.text, qt.Qt.ElideRight, room.width(), int(qt.Qt.TextShowMnemonic))
        painter.drawText(room, int(self.buttonTextAlignment) | int(qt.Qt.TextShowMnemonic), text)

    def _paint_frame(self, painter: qt.QPainter, room: qt.QRect) -> None:
        option = qt.QStyleOptionFrame()
        option.initFrom(self)
        option.rect = room
        option.frameShape = qt.QFrame.Shape(self.contentsFrameShape)
        option.lineWidth, option.midLineWidth = self.contentsLineWidth, self.contentsMidLineWidth
        sunken = int(self.contentsFrameShadow) == int(qt.QFrame.Sunken)
        option.state |= qt.QStyle.State_Sunken if sunken else qt.QStyle.State_Raised
        self.style().drawControl(qt.QStyle.CE_ShapedFrame, option, painter, self)

    def _pen(self, width: float) -> qt.QPen:
        group = qt.QPalette.Active if self.enabled else qt.QPalette.Disabled
        pen = qt.QPen(self.palette.color(group, qt.QPalette.ButtonText), width)
        pen.setCapStyle(qt.Qt.RoundCap)
        pen.setJoinStyle(qt.Qt.RoundJoin)
        return pen
