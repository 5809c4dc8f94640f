"""Ranges in range widgets."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import findFirstAnnotation, splitAnnotations, unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.bounds import applySteps
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector
from slicerhost.slicerlib.parameterNodeWrapper.types import FloatRange
from slicerhost.slicerlib.parameterNodeWrapper.validators import RangeBounds


@parameterNodeGuiConnector
class ctkRangeWidgetToRangeConnector(SignalConnector):
    """A range in a range widget.

    Raises:
        RuntimeError: The type has no `RangeBounds`.
    """

    signal: ClassVar[str] = "valuesChanged(double,double)"
    widgets: ClassVar[tuple[str, ...]] = ("ctkRangeWidget", "ctkDoubleRangeSlider", "qMRMLRangeWidget")

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        bounds = findFirstAnnotation(splitAnnotations(datatype)[1], RangeBounds)
        if bounds is None:
            raise RuntimeError(f"Cannot have a connection to ctkRangeWidget without the annotation RangeBounds, got {datatype}.")
        applySteps(widget, datatype)
        widget.setRange(bounds.minimum, bounds.maximum)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a range widget and a range."""
        return ctkRangeWidgetToRangeConnector.fits(widget) and unannotatedType(datatype) is FloatRange

    def read(self) -> FloatRange:
        """The range."""
        return FloatRange(self._widget.minimumValue, self._widget.maximumValue)

    def write(self, value: FloatRange) -> None:
        """Show a range."""
        self._widget.setValues(value.minimum, value.maximum)
