"""Truth values in check boxes."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class QCheckBoxToBoolConnector(SignalConnector):
    """A truth value in a check box."""

    signal: ClassVar[str] = "stateChanged(int)"
    widgets: ClassVar[tuple[str, ...]] = ("QCheckBox", "ctkCheckBox")

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a check box and a truth value."""
        return unannotatedType(datatype) is bool and QCheckBoxToBoolConnector.fits(widget)

    def read(self) -> bool:
        """Whether the box is checked."""
        return self._widget.checked

    def write(self, value: bool) -> None:
        """Check the box or not."""
        self._widget.checked = value
