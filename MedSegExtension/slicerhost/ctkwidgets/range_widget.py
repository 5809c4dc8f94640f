"""A slider with two handles and a spin box for each."""

import math
import sys
from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.double_range_slider import ctkDoubleRangeSlider
from slicerhost.ctkwidgets.double_spin_box import ctkDoubleSpinBox
from slicerhost.ctkwidgets.forwarding import forward
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkRangeWidget(qt.QWidget):
    """Two numbers in order: neither spin box lets its number pass the other's.

    One change tells `minimumValueIsChanging` and `minimumValueChanged`, the same of the maximum, then `valuesChanged`. Without
    tracking, only the first is told while a handle is dragged; letting go tells `valuesChanged` first.
    """

    vars().update(
        props(
            autoSpinBoxWidth=(bool, True, None, lambda self, _: self._fit_boxes()),
            customSpinBoxesLimitsMin=(float, sys.float_info.max, None, lambda self, _: self._limit_boxes()),
            customSpinBoxesLimitsMax=(float, sys.float_info.min, None, lambda self, _: self._limit_boxes()),
            tracking=(bool, True),
            spinBoxAlignment=(int, 0x80, None, lambda self, _: self._lay_out()),
        )
    )
    minimumValueChanged = Signal(float)
    minimumValueIsChanging = Signal(float)
    maximumValueChanged = Signal(float)
    maximumValueIsChanging = Signal(float)
    valuesChanged = Signal(float, float)
    rangeChanged = Signal(float, float)

    symmetricMoves = forward("_slider", "symmetricMoves", bool)
    tickInterval = forward("_slider", "tickInterval", float)

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._changing = False
        self._before = (0.0, 0.0)
        self._slider = ctkDoubleRangeSlider(qt.Qt.Horizontal, self)
        self._low, self._high = ctkDoubleSpinBox(self), ctkDoubleSpinBox(self)
        self._grid = qt.QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for box, value in ((self._low, self._slider.minimumValue), (self._high, self._slider.maximumValue)):
            box.setRange(self._slider.minimum, self._slider.maximum)
            box.setValue(value)
        self.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Fixed)
        self._lay_out()
        self._connect_parts()

    def _connect_parts(self) -> None:
        for box in (self._low, self._high):
            box.connect("valueChanged(double)", self._from_boxes)
            box.connect("decimalsChanged(int)", self._decimals_changed)
        self._slider.connect("minimumValueChanged(double)", self._minimum_changed)
        self._slider.connect("maximumValueChanged(double)", self._maximum_changed)
        self._slider.connect("valuesChanged(double,double)", self._values_changed)
        self._slider.connect("sliderPressed()", self._start)
        self._slider.connect("sliderReleased()", self._stop)

    def _from_boxes(self, _value: float) -> None:
        self._slider.setValues(self._low.value, self._high.value)
        self._limit_boxes()

    def _minimum_changed(self, value: float) -> None:
        self.minimumValueIsChanging.emit(value)
        if not self._changing:
            self.minimumValueChanged.emit(value)

    def _maximum_changed(self, value: float) -> None:
        self.maximumValueIsChanging.emit(value)
        if not self._changing:
            self.maximumValueChanged.emit(value)

    def _values_changed(self, low: float, high: float) -> None:
        self._show(low, high)
        if not self._changing:
            self.valuesChanged.emit(low, high)

    def _show(self, low: float, high: float) -> None:
        """Writes both numbers into the spin boxes, the lower one below the upper one and both within the limits.

        This happens at every move of a handle: the inner boxes are written to, which tell nobody meanwhile.
        """
        least, most = self._box_range()
        for box, limits, value in ((self._low._box, (least, high), low), (self._high._box, (low, most), high)):
            blocked = box.blockSignals(True)
            box.setRange(*limits)
            box.setValue(value)
            box.blockSignals(blocked)

    def _limit_boxes(self) -> None:
        self._show(self._low.value, self._high.value)

    def _box_range(self) -> tuple[Any, ...]:
        """The slider's range, or wider limits for typing where they were set."""
        least, most = self.customSpinBoxesLimitsMin, self.customSpinBoxesLimitsMax
        steps = self._slider._steps
        return (
            least if least < sys.float_info.max else steps.minimum,
            most if most > sys.float_info.min else steps.maximum,
        )

    def _start(self) -> None:
        if not self.tracking:
            self._before = (self._slider.minimumValue, self._slider.maximumValue)
            self._changing = True

    def _stop(self) -> None:
        if not self._changing:
            return
        self._changing = False
        low, high = self._slider.minimumValue, self._slider.maximumValue
        moved = [abs(new - old) > self.singleStep * 1e-9 for new, old in zip((low, high), self._before, strict=True)]
        if any(moved):
            self.valuesChanged.emit(low, high)
        if moved[0]:
            self.minimumValueChanged.emit(low)
        if moved[1]:
            self.maximumValueChanged.emit(high)

    def setValues(self, first: float, second: float) -> None:
        """Sets both numbers at once, in order, rounded to the decimals and kept within the range."""
        changing, self._changing = self._changing, False
        low, high = sorted((float(first), float(second)))
        decimals = self._low.decimals
        self._slider.setValues(round(low, decimals), round(high, decimals))
        self._changing = changing

    def setMinimumValue(self, value: float) -> None:
        """Sets the lower number, at most to the upper one."""
        if not math.isnan(value):
            self.setValues(min(float(value), self._slider.maximumValue), self._slider.maximumValue)

    def setMaximumValue(self, value: float) -> None:
        """Sets the upper number, at least to the lower one."""
        if not math.isnan(value):
            self.setValues(self._slider.minimumValue, max(float(value), self._slider.minimumValue))

    minimumValue = Property(float, lambda self: self._before[0] if self._changing else self._slider.minimumValue, setMinimumValue)
    maximumValue = Property(float, lambda self: self._before[1] if self._changing else self._slider.maximumValue, setMaximumValue)

    def reset(self) -> None:
        """Takes in the whole range."""
        self.setValues(self.minimum, self.maximum)

    def setRange(self, first: float, second: float) -> None:
        """Sets both limits, rounded to the decimals; numbers outside come to the nearer one."""
        decimals = self._low.decimals
        least, most = (round(float(limit), decimals) for limit in sorted((first, second)))
        changed = (least, most) != (self._slider.minimum, self._slider.maximum)
        self._slider.setRange(least, most)
        self._show(self._slider.minimumValue, self._slider.maximumValue)
        self._fit_boxes()
        if changed:
            self.rangeChanged.emit(least, most)

    def _set_minimum(self, minimum: float) -> None:
        self.setRange(minimum, max(minimum, self._slider.maximum))

    def _set_maximum(self, maximum: float) -> None:
        self.setRange(min(maximum, self._slider.minimum), maximum)

    minimum = Property(float, lambda self: self._slider.minimum, _set_minimum)
    maximum = Property(float, lambda self: self._slider.maximum, _set_maximum)

    def _set_single_step(self, step: float) -> None:
        if step > 0:
            for part in (self._low, self._high, self._slider):
                part.singleStep = step

    singleStep = Property(float, lambda self: self._slider.singleStep, _set_single_step)

    def setDecimals(self, decimals: int) -> None:
        """Sets how many digits follow the point in both spin boxes."""
        self._low.setDecimals(decimals)
        self._high.setDecimals(decimals)

    decimals = Property(int, lambda self: self._low.decimals, setDecimals)

    def _decimals_changed(self, decimals: int) -> None:
        self._low.setDecimals(decimals)
        self._high.setDecimals(decimals)
        self._fit_boxes()

    def _both_boxes(name: str) -> Any:
        def setter(self: Any, value: float) -> None:
            setattr(self._low, name, value)
            setattr(self._high, name, value)
            self._fit_boxes()

        return setter

    prefix = Property(str, lambda self: self._low.prefix, _both_boxes("prefix"))
    suffix = Property(str, lambda self: self._low.suffix, _both_boxes("suffix"))
    spinBoxTextAlignment = Property(int, lambda self: self._low.alignment, _both_boxes("alignment"))
    del _both_boxes

    def minimumSpinBox(self) -> Any:
        """The spin box of the lower number."""
        return self._low

    def maximumSpinBox(self) -> Any:
        """The spin box of the upper number."""
        return self._high

    def slider(self) -> Any:
        """The slider."""
        return self._slider

    def _lay_out(self) -> None:
        """Puts the spin boxes beside, above or below the slider."""
        for part in (self._low, self._high, self._slider):
            self._grid.removeWidget(part)
        places = _places(self.spinBoxAlignment)
        for part, place in zip((self._low, self._high, self._slider), places, strict=True):
            self._grid.addWidget(part, *place)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column == places[2][1] or len(places[2]) > 2 else 0)

    def _fit_boxes(self) -> None:
        """Gives both spin boxes, and those of other ranges beside this one, the same width."""
        parent = self.parent()
        ranges = [self, *(w for w in parent.children() if isinstance(w, ctkRangeWidget))] if parent is not None else [self]
        ranges = [widget for widget in ranges if widget.autoSpinBoxWidth]
        boxes = [box for widget in ranges for box in (widget._low, widget._high)]
        widest = max((box.sizeHint.width() for box in boxes), default=0)
        for box in boxes:
            box.setMinimumWidth(widest)


def _places(alignment: int) -> tuple[Any, ...]:
    """Row, column and spans of the lower box, the upper box and the slider."""
    if alignment & int(qt.Qt.AlignTop):
        return (0, 0), (0, 2), (1, 0, 1, 3)
    if alignment & int(qt.Qt.AlignBottom):
        return (1, 0), (1, 2), (0, 0, 1, 3)
    if alignment & int(qt.Qt.AlignRight):
        return (0, 1), (0, 2), (0, 0)
    if alignment & int(qt.Qt.AlignLeft):
        return (0, 0), (0, 1), (0, 2)
    return (0, 0), (0, 2), (0, 1)
