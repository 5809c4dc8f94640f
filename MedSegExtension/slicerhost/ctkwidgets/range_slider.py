"""A slider with two handles."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.range_painter import handle_rect, paint_range
from slicerhost.pythonqt.standin import Property, Signal, facade, props

MINIMUM, MAXIMUM, BOTH, EITHER = "minimum", "maximum", "both", "either"
STEP_KEYS = {qt.Qt.Key_Left: -1, qt.Qt.Key_Down: -1, qt.Qt.Key_Right: 1, qt.Qt.Key_Up: 1}
PAGE_KEYS = {qt.Qt.Key_PageUp: 1, qt.Qt.Key_PageDown: -1}


@facade
class ctkRangeSlider(qt.QSlider):
    """Two handles on one groove, drawn by the style; the bar between them moves both.

    Arrow and page keys move the handle that was taken last, Home and End bring it as far as it goes; a click
    beside the handles takes the nearer one a page on.
    """

    vars().update(props(handleToolTip=(str, ""), symmetricMoves=(bool, False)))
    minimumValueChanged = Signal(int)
    maximumValueChanged = Signal(int)
    valuesChanged = Signal(int, int)
    minimumPositionChanged = Signal(int)
    maximumPositionChanged = Signal(int)
    positionsChanged = Signal(int, int)

    def __init__(self, *arguments: Any) -> None:
        orientation, parent = split_parent(arguments, (int, qt.Qt.Orientation))
        super().__init__(qt.Qt.Orientation(int(orientation or qt.Qt.Vertical)), parent)
        self._values = self._positions = (self.minimum, self.maximum)
        self._taken = self._hovered = None
        self._last = MINIMUM
        self._grip = (0, 0)
        self._handle_palettes = {}
        self.setMouseTracking(True)
        self.connect("rangeChanged(int,int)", self._range_changed)

    def _range_changed(self, _minimum: float, _maximum: float) -> None:
        self.setValues(*self._values)

    def setValues(self, first: int, second: int) -> None:
        """Sets both ends; they are put in order and into the range."""
        low, high = sorted((int(first), int(second)))
        values = self._bounded(low), self._bounded(high)
        old, old_positions = self._values, self._positions
        self._values = self._positions = values
        if self.sliderDown:
            self._tell_positions(old_positions)
        if values[0] != old[0]:
            self.minimumValueChanged.emit(values[0])
        if values[1] != old[1]:
            self.maximumValueChanged.emit(values[1])
        if values != old:
            self.valuesChanged.emit(*values)
        self.update()

    def _bounded(self, value: int) -> Any:
        return max(self.minimum, min(self.maximum, value))

    def _tell_positions(self, old: Any) -> None:
        if self._positions[0] != old[0]:
            self.minimumPositionChanged.emit(self._positions[0])
        if self._positions[1] != old[1]:
            self.maximumPositionChanged.emit(self._positions[1])
        if self._positions != old:
            self.positionsChanged.emit(*self._positions)

    def _set_positions(self, low: int, high: int) -> None:
        low, high = self._bounded(min(low, high)), self._bounded(max(low, high))
        if (low, high) == self._positions:
            return
        if self.tracking:
            self.setValues(low, high)
            return
        old, self._positions = self._positions, (low, high)
        if self.sliderDown:
            self._tell_positions(old)
        self.update()

    def setMinimumValue(self, value: int) -> None:
        """Sets the lower end; the upper one is pushed along."""
        self.setValues(value, max(value, self._values[1]))

    def setMaximumValue(self, value: int) -> None:
        """Sets the upper end; the lower one is pushed along."""
        self.setValues(min(value, self._values[0]), value)

    minimumValue = Property(int, lambda self: self._values[0], setMinimumValue)
    maximumValue = Property(int, lambda self: self._values[1], setMaximumValue)
    minimumPosition = Property(
        int, lambda self: self._positions[0], lambda self, value: self._set_positions(value, max(value, self._positions[1]))
    )
    maximumPosition = Property(
        int, lambda self: self._positions[1], lambda self, value: self._set_positions(min(value, self._positions[0]), value)
    )

    def paintEvent(self, _event: qt.QPaintEvent) -> None:
        """Draws groove, range and handles."""
        painter = qt.QStylePainter(self)
        lit = self._taken or self._hovered
        paint_range(painter, self, self._positions, topmost=self._last, lit=lit, palettes=self._handle_palettes)
        painter.end()

    def _part_at(self, point: qt.QPoint) -> Any:
        """Which handle, or the bar between both, lies under a point."""
        low, high = (handle_rect(self, position) for position in self._positions)
        hits = [name for name, rect in ((MINIMUM, low), (MAXIMUM, high)) if rect.contains(point)]
        if len(hits) == 2:  # one lies over the other: the first move tells which is meant
            return EITHER if self._positions[0] == self._positions[1] else self._last
        if hits:
            return hits[0]
        at, ends = self._along(point), sorted((self._along(low.center()), self._along(high.center())))
        return BOTH if ends[0] < at < ends[1] and low.united(high).contains(point) else None

    def _along(self, point: qt.QPoint) -> Any:
        return point.x() if self.orientation == qt.Qt.Horizontal else point.y()

    def _per_pixel(self) -> Any:
        """How many steps a pixel stands for, negative where the scale runs backwards."""
        first, last = (self._along(handle_rect(self, end).topLeft()) for end in (self.minimum, self.maximum))
        return (self.maximum - self.minimum) / (last - first) if first != last else 0

    def mousePressEvent(self, event: qt.QMouseEvent) -> None:
        """Takes a handle or both, or brings the nearer handle a page on."""
        if self.minimum == self.maximum or event.buttons() != event.button():
            event.ignore()
            return
        event.accept()
        point = event.position().toPoint()
        self._taken = self._part_at(point)
        if self._taken is None:
            self._page_towards(point)
            return
        if self._taken in (MINIMUM, MAXIMUM):
            self._last = self._taken
        self._grip = (self._along(point), self._positions)
        self.setSliderDown(True)
        self.update()

    def mouseMoveEvent(self, event: qt.QMouseEvent) -> None:
        """Drags what was taken, or lights up what lies under the pointer."""
        point = event.position().toPoint()
        if self._taken is None:
            self._hover(self._part_at(point))
            return
        event.accept()
        start, (low, high) = self._grip
        self._drag(round((self._along(point) - start) * self._per_pixel()), low, high)
        self._show_tip()

    def _drag(self, by: int, low: int, high: int) -> None:
        """Moves what was taken from where it was."""
        if self._taken == EITHER and by:
            self._taken = self._last = MINIMUM if by < 0 else MAXIMUM
        if self._taken == MINIMUM:
            self._drag_minimum(min(low + by, self._positions[1] if not self.symmetricMoves else high))
        elif self._taken == MAXIMUM:
            self._drag_maximum(max(high + by, self._positions[0] if not self.symmetricMoves else low))
        elif self._taken == BOTH:
            at = max(self.minimum, min(low + by, self.maximum - (high - low)))
            self._set_positions(at, at + high - low)

    def _drag_minimum(self, position: int) -> None:
        low, high = self._positions
        self._set_positions(position, max(position, high - (position - low)) if self.symmetricMoves else high)

    def _drag_maximum(self, position: int) -> None:
        low, high = self._positions
        self._set_positions(min(position, low - (position - high)) if self.symmetricMoves else low, position)

    def mouseReleaseEvent(self, event: qt.QMouseEvent) -> None:
        """Lets go; without tracking the values change now."""
        if self._taken is None:
            return
        event.accept()
        self._taken = None
        self.setSliderDown(False)
        self.setValues(*self._positions)

    def leaveEvent(self, event: qt.QEvent) -> None:
        """Nothing lies under the pointer any more."""
        self._hover(None)
        super().leaveEvent(event)

    def _hover(self, part: Any) -> None:
        if part != self._hovered:
            self._hovered = part
            self.update()

    def _show_tip(self) -> None:
        if self.handleToolTip and self._taken in (MINIMUM, MAXIMUM):
            position = self._positions[0 if self._taken == MINIMUM else 1]
            rect = handle_rect(self, position)
            qt.QToolTip.showText(self.mapToGlobal(rect.bottomLeft()), self.handleToolTip.replace("%1", str(position)), self)

    def _page_towards(self, point: qt.QPoint) -> None:
        low, high = (handle_rect(self, position).center() for position in self._positions)
        at = self._along(point)
        self._last = MINIMUM if abs(self._along(low) - at) <= abs(self._along(high) - at) else MAXIMUM
        current = self._along(low if self._last == MINIMUM else high)
        wanted = round((at - current) * self._per_pixel())
        self._step(max(-self.pageStep, min(self.pageStep, wanted)))

    def _step(self, by: int) -> None:
        low, high = self._positions
        if self._last == MINIMUM:
            self._drag_minimum(max(self.minimum, min(low + by, high)))
        else:
            self._drag_maximum(min(self.maximum, max(high + by, low)))
        self.setValues(*self._positions)

    def keyPressEvent(self, event: qt.QKeyEvent) -> None:
        """Moves the handle that was taken last; Space takes the other one."""
        key = qt.Qt.Key(event.key())
        span = self.maximum - self.minimum
        steps = {qt.Qt.Key_Home: -span, qt.Qt.Key_End: span}
        steps |= {each: sign * self.singleStep for each, sign in STEP_KEYS.items()}
        steps |= {each: sign * self.pageStep for each, sign in PAGE_KEYS.items()}
        if key == qt.Qt.Key_Space:
            self._last = MAXIMUM if self._last == MINIMUM else MINIMUM
            self.update()
        elif key in steps:
            self._step(-steps[key] if self.invertedControls else steps[key])
        else:
            event.ignore()

    def wheelEvent(self, event: qt.QWheelEvent) -> None:
        """Leaves the wheel to the panel that scrolls."""
        event.ignore()
