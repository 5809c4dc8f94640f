"""A slider and a spin box that hold the same number."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.double_slider import ctkDoubleSlider
from slicerhost.ctkwidgets.double_spin_box import ctkDoubleSpinBox
from slicerhost.ctkwidgets.forwarding import forward, forward_enum
from slicerhost.ctkwidgets.slider_popup import SliderPopup
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkSliderWidget(qt.QWidget):
    """A slider with its number beside it; without tracking the value changes when the handle is let go."""

    NoSynchronize, SynchronizeWidth, SynchronizeDecimals = 0, 1, 2

    vars().update(
        props(
            popupSlider=(bool, False, None, lambda self, on: self._move_slider(on)),
            synchronizeSiblings=(int, SynchronizeWidth | SynchronizeDecimals, None, lambda self, _: self._fit_siblings()),
            tracking=(bool, True),
        )
    )
    valueChanged = Signal(float)
    valueIsChanging = Signal(float)
    decimalsChanged = Signal(int)

    invertedAppearance = forward("_slider", "invertedAppearance", bool)
    invertedControls = forward("_slider", "invertedControls", bool)
    pageStep = forward("_slider", "pageStep", float)
    tickInterval = forward("_slider", "tickInterval", float)
    tickPosition = forward_enum("_slider", "tickPosition")
    prefix = forward("_box", "prefix", str, lambda self: self._fit_siblings())
    suffix = forward("_box", "suffix", str, lambda self: self._fit_siblings())
    spinBoxAlignment = forward_enum("_box", "alignment")

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._changing = False
        self._before = 0.0
        self._popup = None
        self._slider = ctkDoubleSlider(qt.Qt.Horizontal, self)
        self._box = ctkDoubleSpinBox(self)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._slider, 1)
        row.addWidget(self._box)
        self.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Fixed)
        self._slider.setRange(self._box.minimum, self._box.maximum)
        self._box.connect("valueChanged(double)", self._slider.setValue)
        self._box.connect("decimalsChanged(int)", self._decimals_changed)
        self._slider.connect("sliderPressed()", self._start)
        self._slider.connect("sliderReleased()", self._stop)
        self._slider.connect("valueChanged(double)", self._change)

    def _move_slider(self, into_popup: bool) -> None:
        """Puts the slider into a popup below the spin box, or back beside it."""
        if into_popup:
            self._popup = SliderPopup(self._box, self._slider)
            return
        self.layout().insertWidget(0, self._slider, 1)
        self._popup.deleteLater()
        self._popup = None

    def _start(self) -> None:
        if not self.tracking:
            self._before = self._slider.value
            self._changing = True

    def _stop(self) -> None:
        if not self._changing:
            return
        self._changing = False
        if abs(self._slider.value - self._before) > self.singleStep * 1e-9:
            self.valueChanged.emit(self._slider.value)

    def _change(self, value: float) -> None:
        inner = self._box._box
        blocked = inner.blockSignals(True)
        inner.setValue(value)
        inner.blockSignals(blocked)
        if not self.tracking:
            self.valueIsChanging.emit(value)
        if not self._changing:
            self.valueChanged.emit(value)

    def _get_value(self) -> float:
        return self._before if self._changing else self._slider.value

    def setValue(self, value: float) -> None:
        """Sets the value, rounded to the decimals that are shown."""
        changing, self._changing = self._changing, False
        self._box.setValue(value)
        self._changing = changing

    value = Property(float, _get_value, setValue)

    def reset(self) -> None:
        """Goes back to 0."""
        self.setValue(0.0)

    def setRange(self, minimum: float, maximum: float) -> None:
        """Sets the least and the largest value."""
        blocked = self._box.blockSignals(True)
        self._box.setRange(minimum, maximum)
        self._box.blockSignals(blocked)
        self._slider.setRange(self._box.minimum, self._box.maximum)
        self._fit_siblings()

    def _set_minimum(self, minimum: float) -> None:
        self.setRange(minimum, max(minimum, self._box.maximum))

    def _set_maximum(self, maximum: float) -> None:
        self.setRange(min(maximum, self._box.minimum), maximum)

    minimum = Property(float, lambda self: self._slider.minimum, _set_minimum)
    maximum = Property(float, lambda self: self._slider.maximum, _set_maximum)

    def _set_single_step(self, step: float) -> None:
        self._box.singleStep = step
        self._slider.singleStep = step

    singleStep = Property(float, lambda self: self._slider.singleStep, _set_single_step)

    def setDecimals(self, decimals: int) -> None:
        """Sets how many digits follow the point, which may round the ends of the range."""
        self._box.setDecimals(decimals)

    decimals = Property(int, lambda self: self._box.decimals, setDecimals)

    def _decimals_changed(self, decimals: int) -> None:
        self._slider.setRange(self._box.minimum, self._box.maximum)
        for sibling in self._siblings():
            if self.synchronizeSiblings & sibling.synchronizeSiblings & self.SynchronizeDecimals:
                sibling.setDecimals(decimals)
        self._fit_siblings()
        self.decimalsChanged.emit(decimals)

    def setSpinBoxVisible(self, visible: bool) -> None:
        """Shows or hides the number."""
        self._box.setVisible(visible)

    spinBoxVisible = Property(bool, lambda self: not self._box.isHidden(), setSpinBoxVisible)

    def slider(self) -> Any:
        """The slider."""
        return self._slider

    def spinBox(self) -> Any:
        """The spin box."""
        return self._box

    def _siblings(self) -> list[Any]:
        parent = self.parent()
        return [w for w in parent.children() if isinstance(w, ctkSliderWidget) and w is not self] if parent is not None else []

    def _fit_siblings(self) -> None:
        """Gives sliders of one parent spin boxes of one width, so that they end together."""
        together = [w for w in [self, *self._siblings()] if w.synchronizeSiblings & self.SynchronizeWidth]
        widest = max((w._box.sizeHint.width() for w in together), default=0)
        for widget in together:
            widget._box.setMinimumWidth(widest)
