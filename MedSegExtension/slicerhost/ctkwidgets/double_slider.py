"""A slider of real numbers."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.forwarding import forward, forward_enum
from slicerhost.ctkwidgets.steps import Steps
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkDoubleSlider(qt.QWidget):
    """A QSlider on real numbers; values between two steps stay as they were set."""

    vars().update(props(handleToolTip=(str, ""), pageStep=(float, 10.0, None, lambda self, _: self._rescale())))
    valueChanged = Signal(float)
    sliderMoved = Signal(float)
    sliderPressed = Signal()
    sliderReleased = Signal()
    rangeChanged = Signal(float, float)

    invertedAppearance = forward("_slider", "invertedAppearance", bool)
    invertedControls = forward("_slider", "invertedControls", bool)
    tickPosition = forward_enum("_slider", "tickPosition")
    tracking = forward("_slider", "tracking", bool)

    def __init__(self, *arguments: Any) -> None:
        orientation, parent = split_parent(arguments, (int, qt.Qt.Orientation))
        super().__init__(parent)
        self._steps = Steps()
        self._value = 0.0
        self._busy = False
        self._tick_interval = 0.0
        self._slider = qt.QSlider(qt.Qt.Orientation(int(orientation or qt.Qt.Vertical)), self)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._slider)
        self.setSizePolicy(self._slider.sizePolicy)
        self.setFocusProxy(self._slider)
        self._rescale()
        self._slider.connect("valueChanged(int)", self._from_slider)
        self._slider.connect("sliderMoved(int)", self._moved)
        self._slider.connect("sliderPressed()", self.sliderPressed.emit)
        self._slider.connect("sliderReleased()", self.sliderReleased.emit)

    def _from_slider(self, position: float) -> None:
        if self._busy:
            return
        self._value = self._steps.value(position)
        self.valueChanged.emit(self._value)

    def _moved(self, position: int) -> None:
        value = self._steps.value(position)
        if self.handleToolTip:
            text = self.handleToolTip.replace("%1", f"{value:g}")
            qt.QToolTip.showText(qt.QCursor.pos(), text, self._slider)
        self.sliderMoved.emit(value)

    def _rescale(self) -> None:
        """Gives the inner slider as many steps as fit into the range."""
        self._busy = True
        self._slider.setRange(0, self._steps.count)
        self._slider.setSingleStep(1)
        self._slider.setPageStep(max(1, round(self.pageStep / self._steps.size)))
        self._slider.setTickInterval(round(self._tick_interval / self._steps.size))
        self._slider.setValue(self._steps.position(self._value))
        self._busy = False

    def _get_value(self) -> float:
        return self._value

    def setValue(self, value: float) -> None:
        """Moves the handle to the step nearest to the value, and keeps the value itself."""
        value = self._steps.bounded(float(value))
        if value == self._value:
            return
        self._value = value
        self._busy = True
        self._slider.setValue(self._steps.position(value))
        self._busy = False
        self.valueChanged.emit(value)

    value = Property(float, _get_value, setValue)

    def setRange(self, minimum: float, maximum: float) -> None:
        """Sets both ends; a value outside comes to the nearer one."""
        maximum = max(float(minimum), float(maximum))
        if (minimum, maximum) == (self._steps.minimum, self._steps.maximum):
            return
        self._steps = Steps(float(minimum), maximum, self._steps.single)
        before, self._value = self._value, self._steps.bounded(self._value)
        self._rescale()
        self.rangeChanged.emit(self._steps.minimum, self._steps.maximum)
        if self._value != before:
            self.valueChanged.emit(self._value)

    def _set_minimum(self, minimum: float) -> None:
        self.setRange(minimum, max(minimum, self._steps.maximum))

    def _set_maximum(self, maximum: float) -> None:
        self.setRange(min(maximum, self._steps.minimum), maximum)

    minimum = Property(float, lambda self: self._steps.minimum, _set_minimum)
    maximum = Property(float, lambda self: self._steps.maximum, _set_maximum)

    def _set_single_step(self, step: float) -> None:
        if step > 0:
            self._steps = Steps(self._steps.minimum, self._steps.maximum, float(step))
            self._rescale()

    singleStep = Property(float, lambda self: self._steps.single, _set_single_step)

    def _set_slider_position(self, position: float) -> None:
        self._slider.setSliderPosition(self._steps.position(position))

    sliderPosition = Property(float, lambda self: self._steps.value(self._slider.sliderPosition), _set_slider_position)

    def _set_tick_interval(self, interval: float) -> None:
        self._tick_interval = float(interval)
        self._rescale()

    tickInterval = Property(float, lambda self: self._tick_interval, _set_tick_interval)

    def setOrientation(self, orientation: int) -> None:
        """Lays the slider out along the other axis."""
        self._slider.setOrientation(qt.Qt.Orientation(int(orientation)))
        self.setSizePolicy(self._slider.sizePolicy)

    orientation = Property(int, lambda self: int(self._slider.orientation), setOrientation)
