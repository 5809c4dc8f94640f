"""Truth values in checkable buttons."""

import logging
from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector

LOGGER = logging.getLogger(__name__)


@parameterNodeGuiConnector
class QCheckablePushButtonToBoolConnector(SignalConnector):
    """A truth value in a button, which is made checkable."""

    signal: ClassVar[str] = "toggled(bool)"
    widgets: ClassVar[tuple[str, ...]] = ("QPushButton",)

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        if not widget.checkable:
            LOGGER.warning("Making the push button %r checkable, for it shows a bool.", widget.objectName)
            widget.checkable = True

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a button and a truth value."""
        return unannotatedType(datatype) is bool and QCheckablePushButtonToBoolConnector.fits(widget)

    def read(self) -> bool:
        """Whether the button is down."""
        return self._widget.checked

    def write(self, value: bool) -> None:
        """Set the button down or not."""
        self._widget.checked = value
