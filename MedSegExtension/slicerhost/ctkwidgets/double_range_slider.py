"""A slider with two handles on real numbers."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.forwarding import forward, forward_enum
from slicerhost.ctkwidgets.range_slider import ctkRangeSlider
from slicerhost.ctkwidgets.steps import Steps
from slicerhost.pythonqt.standin import Property, Signal, facade


@facade
class ctkDoubleRangeSlider(qt.QWidget):
    """Two handles on real numbers; values between two steps stay as they were set."""

    minimumValueChanged = Signal(float)
    maximumValueChanged = Signal(float)
    valuesChanged = Signal(float, float)
    minimumPositionChanged = Signal(float)
    maximumPositionChanged = Signal(float)
    positionsChanged = Signal(float, float)
    sliderPressed = Signal()
    sliderReleased = Signal()
    rangeChanged = Signal(float, float)

    symmetricMoves = forward("_slider", "symmetricMoves", bool)
    tickPosition = forward_enum("_slider", "tickPosition")
    tracking = forward("_slider", "tracking", bool)

    def __init__(self, *arguments: Any) -> None:
        orientation, parent = split_parent(arguments, (int, qt.Qt.Orientation))
        super().__init__(parent)
        self._steps = Steps()
        self._values = (self._steps.minimum, self._steps.maximum)
        self._tick_interval = 0.0
        self._busy = False
        self._slider = ctkRangeSlider(qt.Qt.Orientation(int(orientation or qt.Qt.Vertical)), self)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._slider)
        self.setSizePolicy(self._slider.sizePolicy)
        self.setFocusProxy(self._slider)
        self._rescale()
        self._slider.connect("valuesChanged(int,int)", self._from_slider)
        self._slider.connect("minimumPositionChanged(int)", lambda p: self.minimumPositionChanged.emit(self._steps.value(p)))
        self._slider.connect("maximumPositionChanged(int)", lambda p: self.maximumPositionChanged.emit(self._steps.value(p)))
        self._slider.connect("positionsChanged(int,int)", self._positions_changed)
        self._slider.connect("sliderPressed()", self.sliderPressed.emit)
        self._slider.connect("sliderReleased()", self.sliderReleased.emit)

    def _positions_changed(self, low: float, high: float) -> None:
        self.positionsChanged.emit(self._steps.value(low), self._steps.value(high))

    def _from_slider(self, low: float, high: float) -> None:
        """Takes the handles' steps over; the end that was not moved keeps its own number."""
        if self._busy:
            return
        held = [self._steps.position(value) for value in self._values]
        new = [
            old if at == step else self._steps.value(at) for at, step, old in zip((low, high), held, self._values, strict=True)
        ]
        self._keep(*new)

    def _keep(self, low: float, high: float) -> None:
        old, self._values = self._values, (low, high)
        if low != old[0]:
            self.minimumValueChanged.emit(low)
        if high != old[1]:
            self.maximumValueChanged.emit(high)
        if (low, high) != old:
            self.valuesChanged.emit(low, high)

    def _rescale(self) -> None:
        self._busy = True
        self._slider.setRange(0, self._steps.count)
        self._slider.setPageStep(max(1, self._steps.count // 10))
        self._slider.setTickInterval(round(self._tick_interval / self._steps.size))
        self._slider.setValues(*(self._steps.position(value) for value in self._values))
        self._busy = False

    def setValues(self, first: float, second: float) -> None:
        """Sets both ends; they are put in order and into the range."""
        low, high = sorted((self._steps.bounded(float(first)), self._steps.bounded(float(second))))
        self._busy = True
        self._slider.setValues(self._steps.position(low), self._steps.position(high))
        self._busy = False
        self._keep(low, high)

    def setMinimumValue(self, value: float) -> None:
        """Sets the lower end; the upper one is pushed along."""
        self.setValues(value, max(value, self._values[1]))

    def setMaximumValue(self, value: float) -> None:
        """Sets the upper end; the lower one is pushed along."""
        self.setValues(min(value, self._values[0]), value)

    minimumValue = Property(float, lambda self: self._values[0], setMinimumValue)
    maximumValue = Property(float, lambda self: self._values[1], setMaximumValue)

    def setRange(self, minimum: float, maximum: float) -> None:
        """Sets both limits; values outside come to the nearer one."""
        minimum, maximum = float(minimum), max(float(minimum), float(maximum))
        if (minimum, maximum) == (self._steps.minimum, self._steps.maximum):
            return
        self._steps = Steps(minimum, maximum, self._steps.single)
        values = [self._steps.bounded(value) for value in self._values]
        self._rescale_with(values)
        self.rangeChanged.emit(minimum, maximum)
        self._keep(*values)

    def _rescale_with(self, values: Any) -> None:
        old, self._values = self._values, tuple(values)
        self._rescale()
        self._values = old

    minimum = Property(float, lambda self: self._steps.minimum, lambda self, v: self.setRange(v, max(v, self._steps.maximum)))
    maximum = Property(float, lambda self: self._steps.maximum, lambda self, v: self.setRange(min(v, self._steps.minimum), v))

    def _set_single_step(self, step: float) -> None:
        if step > 0:
            self._steps = Steps(self._steps.minimum, self._steps.maximum, float(step))
            self._rescale()

    singleStep = Property(float, lambda self: self._steps.single, _set_single_step)

    def _set_minimum_position(self, position: float) -> None:
        self._slider.minimumPosition = self._steps.position(position)

    def _set_maximum_position(self, position: float) -> None:
        self._slider.maximumPosition = self._steps.position(position)

    minimumPosition = Property(float, lambda self: self._steps.value(self._slider.minimumPosition), _set_minimum_position)
    maximumPosition = Property(float, lambda self: self._steps.value(self._slider.maximumPosition), _set_maximum_position)

    def _set_tick_interval(self, interval: float) -> None:
        self._tick_interval = float(interval)
        self._rescale()

    tickInterval = Property(float, lambda self: self._tick_interval, _set_tick_interval)

    def _set_orientation(self, orientation: int) -> None:
        self._slider.setOrientation(qt.Qt.Orientation(int(orientation)))
        self.setSizePolicy(self._slider.sizePolicy)

    orientation = Property(int, lambda self: int(self._slider.orientation), _set_orientation)

    def _set_handle_palette(self, name: str, palette: Any) -> None:
        self._slider._handle_palettes[name] = palette
        self._slider.update()

    def _handle_palette(self, name: str) -> Any:
        return self._slider._handle_palettes.get(name) or self.palette
