"""Whole numbers in sliders and spin boxes."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.bounds import applyBounds, applySteps, requireBounds
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector

LOWEST, HIGHEST = -(2**31), 2**31 - 1


@parameterNodeGuiConnector
class QSliderOrSpinBoxToIntConnector(SignalConnector):
    """A whole number in a slider, which needs bounds, or in a spin box."""

    signal: ClassVar[str] = "valueChanged(int)"
    widgets: ClassVar[tuple[str, ...]] = ("QSlider", "QSpinBox")

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        if type(widget).__name__ == "QSlider":
            requireBounds(widget, datatype)
        applySteps(widget, datatype)
        applyBounds(widget, datatype, LOWEST, HIGHEST)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are such a widget and a whole number."""
        return unannotatedType(datatype) is int and QSliderOrSpinBoxToIntConnector.fits(widget)

    def read(self) -> int:
        """The number."""
        return self._widget.value

    def write(self, value: int) -> None:
        """Show a number."""
        self._widget.value = value
