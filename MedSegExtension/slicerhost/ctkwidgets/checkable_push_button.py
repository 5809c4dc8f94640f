"""A push button with a check box in it."""

from typing import Any

import qt

from slicerhost.ctkwidgets.push_button import LEFT_MIDDLE, PADDING, ctkPushButton
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkCheckablePushButton(ctkPushButton):
    """A button whose check box either makes the button checkable, or stands for itself."""

    vars().update(
        props(
            checkBoxControlsButton=(bool, True, None, lambda self, _: self._couple()),
            checkBoxControlsButtonToggleState=(bool, False, None, lambda self, _: self._couple()),
            checkBoxUserCheckable=(bool, True),
            indicatorAlignment=(int, LEFT_MIDDLE, None, lambda self, _: self.update()),
        )
    )
    checkBoxToggled = Signal(bool)
    checkStateChanged = Signal("Qt::CheckState")

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._state = qt.Qt.Unchecked
        self.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Fixed)

    def _get_check_state(self) -> Any:
        return self._state

    def _set_check_state(self, state: Any) -> None:
        state = qt.Qt.CheckState(int(state))
        if state == self._state:
            return
        self._state = state
        self._couple()
        self.update()
        self.checkStateChanged.emit(state)
        self.checkBoxToggled.emit(state == qt.Qt.Checked)

    checkState = Property(int, lambda self: int(self._get_check_state()), _set_check_state)

    def _couple(self) -> None:
        if not self.checkBoxControlsButton:
            return
        checked = self._state == qt.Qt.Checked
        self.setCheckable(checked or self.checkBoxControlsButtonToggleState)
        if self.checkBoxControlsButtonToggleState:
            self.setChecked(checked)

    def _indicator(self) -> qt.QRect:
        """Where the check box is drawn."""
        option = qt.QStyleOptionButton()
        self.initStyleOption(option)
        width = self.style().pixelMetric(qt.QStyle.PM_IndicatorWidth, option, self)
        height = self.style().pixelMetric(qt.QStyle.PM_IndicatorHeight, option, self)
        return qt.QRect(PADDING, (self.height - height) // 2, width, height)

    def _left_room(self) -> int:
        return self._indicator().right()

    def sizeHint(self) -> qt.QSize:
        """The button's size with its check box."""
        return super().sizeHint + qt.QSize(self._left_room(), 0)

    def paintEvent(self, event: qt.QPaintEvent) -> None:
        """Draws the check box over the button."""
        super().paintEvent(event)
        painter = qt.QStylePainter(self)
        option = qt.QStyleOptionButton()
        option.initFrom(self)
        option.rect = self._indicator()
        marks = {qt.Qt.Checked: qt.QStyle.State_On, qt.Qt.Unchecked: qt.QStyle.State_Off}
        option.state |= marks.get(self._state, qt.QStyle.State_NoChange)
        painter.drawPrimitive(qt.QStyle.PE_IndicatorCheckBox, option)
        painter.end()

    def mousePressEvent(self, event: qt.QMouseEvent) -> None:
        """A click on the check box toggles it, and does not press the button."""
        if self.checkBoxUserCheckable and self._indicator().adjusted(-3, -3, 3, 3).contains(event.position().toPoint()):
            self.checkState = int(qt.Qt.Unchecked if self._state == qt.Qt.Checked else qt.Qt.Checked)
            event.accept()
        else:
            super().mousePressEvent(event)
