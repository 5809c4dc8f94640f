"""A spin box in a widget of its own, whose decimals can be changed with keys."""

import math
from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.forwarding import forward, forward_enum
from slicerhost.pythonqt.standin import Property, Signal, emit, facade, props

MOST_DECIMALS = 15


@facade
class ctkDoubleSpinBox(qt.QWidget):
    """A QDoubleSpinBox in a widget: its decimals follow Ctrl++, Ctrl+- and Ctrl+0, or the value that is set."""

    SetIfDifferent, SetAlways = 0, 1
    SizeHintByMinMax, SizeHintByValue = 0, 1
    FixedDecimals, DecimalsByShortcuts, DecimalsByKey, DecimalsByValue = 0, 1, 2, 4
    InsertDecimals, ReplaceDecimals, DecimalsAsMax, DecimalsAsMin, DecimalPointAlwaysVisible = 8, 16, 32, 64, 128

    vars().update(
        props(
            setMode=(int, SetIfDifferent),
            sizeHintPolicy=(int, SizeHintByMinMax, None, lambda self, _: self.updateGeometry()),
            invertedControls=(bool, False),
            decimalsOption=(int, DecimalsByShortcuts | InsertDecimals),
        )
    )
    valueChanged = Signal((float,), (str,))
    editingFinished = Signal()
    decimalsChanged = Signal(int)

    alignment = forward_enum("_box", "alignment")
    cleanText = Property(str, lambda self: self._clean_text())
    frame = forward("_box", "frame", bool)
    minimum = forward("_box", "minimum", float)
    maximum = forward("_box", "maximum", float)
    prefix = forward("_box", "prefix", str)
    readOnly = forward("_box", "readOnly", bool)
    singleStep = forward("_box", "singleStep", float)
    suffix = forward("_box", "suffix", str)
    isSettingValue = Property(bool, lambda self: self._setting)

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._setting = False
        self._original_decimals = 2
        self._box = qt.QDoubleSpinBox(self)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box)
        self.setSizePolicy(qt.QSizePolicy.Minimum, qt.QSizePolicy.Fixed)
        self.setFocusProxy(self._box)
        self._box.installEventFilter(self)
        self._box.connect("valueChanged(double)", self._tell)
        self._box.connect("editingFinished()", self.editingFinished.emit)

    def _clean_text(self) -> str:
        return self._box.cleanText

    def _tell(self, value: float) -> None:
        emit(self, "valueChanged(double)", value)
        emit(self, "valueChanged(QString)", self._box.text)

    def _get_value(self) -> float:
        return self._box.value

    def setValue(self, value: float) -> None:
        """Sets the value, and tells so if it changed or `setMode` is SetAlways."""
        if self.setMode == self.SetAlways:
            self.setValueAlways(value)
        else:
            self.setValueIfDifferent(value)

    value = Property(float, _get_value, setValue)

    def setValueIfDifferent(self, value: float) -> None:
        """Sets the value and tells only of a change."""
        self._setting = True
        if self.decimalsOption & self.DecimalsByValue:
            self._set_decimals(_decimals_of(value, self._original_decimals))
        self._box.setValue(value)
        self._setting = False

    def setValueAlways(self, value: float) -> None:
        """Sets the value and tells, whether it changed or not."""
        before = self._box.value
        self.setValueIfDifferent(value)
        if self._box.value == before:
            self._tell(before)

    def _get_decimals(self) -> int:
        return self._box.decimals

    def setDecimals(self, decimals: int) -> None:
        """Sets how many digits follow the point; Ctrl+0 comes back to it."""
        self._original_decimals = decimals
        self._set_decimals(decimals)

    decimals = Property(int, _get_decimals, setDecimals)

    def _set_decimals(self, decimals: int) -> None:
        decimals = max(0, min(int(decimals), MOST_DECIMALS))
        if decimals != self._box.decimals:
            self._box.setDecimals(decimals)
            self.decimalsChanged.emit(decimals)

    def setReadOnly(self, read_only: bool) -> None:
        """Lets the value be read only."""
        self._box.setReadOnly(read_only)

    def setRange(self, minimum: float, maximum: float) -> None:
        """Sets the least and the largest value."""
        self._box.setRange(minimum, maximum)

    def spinBox(self) -> Any:
        """The inner spin box."""
        return self._box

    def stepUp(self) -> None:
        """Adds a step."""
        self._box.stepUp()

    def stepDown(self) -> None:
        """Takes a step away."""
        self._box.stepDown()

    def selectAll(self) -> None:
        """Selects the number."""
        self._box.selectAll()

    def eventFilter(self, _watched: qt.QObject, event: qt.QEvent) -> bool:
        """Steps the other way where controls are inverted, and changes decimals by shortcut."""
        if event.type() != qt.QEvent.KeyPress:
            return False
        if event.modifiers() & qt.Qt.ControlModifier and self.decimalsOption & self.DecimalsByShortcuts:
            return self._shortcut(event.key())
        if self.invertedControls and event.key() in (qt.Qt.Key_Up, qt.Qt.Key_Down):
            self._box.stepBy(-1 if event.key() == qt.Qt.Key_Up else 1)
            return True
        return False

    def _shortcut(self, key: int) -> bool:
        wanted = {
            int(qt.Qt.Key_Plus): self._box.decimals + 1,
            int(qt.Qt.Key_Equal): self._box.decimals + 1,
            int(qt.Qt.Key_Minus): self._box.decimals - 1,
            int(qt.Qt.Key_0): self._original_decimals,
        }.get(int(key))
        if wanted is None:
            return False
        self._set_decimals(wanted)
        return True


def _decimals_of(value: float, at_least: int) -> int:
    """How many digits after the point show a number whole."""
    if not math.isfinite(value):
        return at_least
    text = f"{value:.{MOST_DECIMALS}g}"
    digits = len(text.partition(".")[2]) if "e" not in text else at_least
    return max(digits, at_least)
