"""A frame that its user makes larger."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import facade, props

GRIP = 14


@facade
class ctkExpandableWidget(qt.QFrame):
    """A QFrame with a grip in its corner; dragged, it keeps the size as its least one."""

    vars().update(
        props(
            orientations=(int, 3),
            sizeGripInside=(bool, True, None, lambda self, _: self._place()),
            sizeGripMargins=("QSize", None, None, lambda self, _: self._place()),
        )
    )

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._start = None
        self._grip = qt.QLabel(self)
        self._grip.setFixedSize(GRIP, GRIP)
        self._grip.setCursor(qt.Qt.SizeFDiagCursor)
        self._grip.setToolTip("Drag to resize")
        self._grip.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        margins = self.sizeGripMargins or qt.QSize(0, 0)
        self._grip.move(self.width - GRIP - margins.width(), self.height - GRIP - margins.height())
        self._grip.raise_()

    def updateSizeHint(self) -> None:
        """Goes back to the size of the contents."""
        self.setMinimumSize(0, 0)
        self.updateGeometry()

    def resizeEvent(self, event: qt.QResizeEvent) -> None:
        """Keeps the grip in its corner."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, _watched: qt.QObject, event: qt.QEvent) -> bool:
        """Draws the grip, and follows it as it is dragged."""
        kind = event.type()
        if kind == qt.QEvent.Paint:
            painter = qt.QPainter(self._grip)
            option = qt.QStyleOptionSizeGrip()
            option.initFrom(self._grip)
            option.corner = qt.Qt.BottomRightCorner
            self.style().drawControl(qt.QStyle.CE_SizeGrip, option, painter, self._grip)
            painter.end()
            return True
        if kind == qt.QEvent.MouseButtonPress:
            self._start = (event.globalPosition().toPoint(), self.size)
        elif kind == qt.QEvent.MouseMove and self._start is not None:
            self._drag(event.globalPosition().toPoint() - self._start[0])
        elif kind == qt.QEvent.MouseButtonRelease:
            self._start = None
        return False

    def _drag(self, moved: Any) -> None:
        size = self._start[1]
        if int(self.orientations) & int(qt.Qt.Horizontal):
            self.setMinimumWidth(max(GRIP, size.width() + moved.x()))
        if int(self.orientations) & int(qt.Qt.Vertical):
            self.setMinimumHeight(max(GRIP, size.height() + moved.y()))
