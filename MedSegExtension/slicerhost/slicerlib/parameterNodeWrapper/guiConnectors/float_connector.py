"""Numbers in double spin boxes and slider widgets."""

import math
from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.bounds import applyBounds, applySteps, requireBounds
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class QDoubleSpinBoxCtkSliderWidgetToFloatConnector(SignalConnector):
    """A number in a double spin box, or in a slider widget, which needs bounds."""

    signal: ClassVar[str] = "valueChanged(double)"
    widgets: ClassVar[tuple[str, ...]] = (
        "QDoubleSpinBox",
        "ctkSliderWidget",
        "ctkDoubleSlider",
        "ctkDoubleSpinBox",
        "qMRMLSliderWidget",
        "qMRMLSpinBox",
    )

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        if type(widget).__name__ in ("ctkSliderWidget", "qMRMLSliderWidget"):
            requireBounds(widget, datatype)
        applySteps(widget, datatype)
        applyBounds(widget, datatype, -math.inf, math.inf)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are such a widget and a number."""
        return unannotatedType(datatype) is float and QDoubleSpinBoxCtkSliderWidgetToFloatConnector.fits(widget)

    def read(self) -> float:
        """The number."""
        return self._widget.value

    def write(self, value: float) -> None:
        """Show a number."""
        self._widget.value = value
