"""Texts in line edits."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class QLineEditToStrConnector(SignalConnector):
    """A text in a line edit."""

    signal: ClassVar[str] = "textChanged(QString)"
    widgets: ClassVar[tuple[str, ...]] = ("QLineEdit",)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a line edit and a text."""
        return QLineEditToStrConnector.fits(widget) and unannotatedType(datatype) is str

    def read(self) -> str:
        """The text."""
        return self._widget.text

    def write(self, value: str) -> None:
        """Show a text; the cursor stays where the same text stands already."""
        if self._widget.text != value:
            self._widget.text = value
