"""Colours in colour buttons."""

from typing import Any, ClassVar

import qt

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class ctkColorPickerButtonToQColorConnector(SignalConnector):
    """A colour in a colour button."""

    signal: ClassVar[str] = "colorChanged(QColor)"
    widgets: ClassVar[tuple[str, ...]] = ("ctkColorPickerButton",)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a colour button and a colour."""
        return ctkColorPickerButtonToQColorConnector.fits(widget) and unannotatedType(datatype) is qt.QColor

    def read(self) -> Any:
        """The colour."""
        return self._widget.color

    def write(self, value: Any) -> None:
        """Show a colour."""
        self._widget.color = value
