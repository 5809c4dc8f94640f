"""A slider that shows only while it is needed."""

import qt

LEAST_WIDTH = 160
HIDE_AFTER_MS = 200


class SliderPopup(qt.QFrame):
    """Opens below a spin box while the pointer is over either of them."""

    def __init__(self, anchor: qt.QWidget, slider: qt.QWidget) -> None:
        super().__init__(anchor)
        self.setWindowFlags(qt.Qt.ToolTip)
        self.setFrameShape(qt.QFrame.StyledPanel)
        self._anchor = anchor
        self._timer = qt.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HIDE_AFTER_MS)
        self._timer.connect("timeout()", self._hide_if_left)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(slider)
        for watched in (anchor, self):
            watched.installEventFilter(self)

    def eventFilter(self, watched: qt.QObject, event: qt.QEvent) -> bool:
        """Opens as the pointer comes, and closes some time after it has left."""
        if event.type() == qt.QEvent.Enter and watched is not self:
            self._open()
        elif event.type() == qt.QEvent.Leave:
            self._timer.start()
        return False

    def _open(self) -> None:
        self.resize(max(LEAST_WIDTH, self._anchor.width), self.sizeHint.height())
        self.move(self._anchor.mapToGlobal(qt.QPoint(0, self._anchor.height)))
        self.show()

    def _hide_if_left(self) -> None:
        if not self.underMouse() and not self._anchor.underMouse():
            self.hide()
