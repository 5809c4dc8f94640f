"""Texts in text edits."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class QTextEditPlainTextToStrConnector(SignalConnector):
    """A text in a text edit."""

    signal: ClassVar[str] = "textChanged()"
    widgets: ClassVar[tuple[str, ...]] = ("QTextEdit",)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a text edit and a text."""
        return QTextEditPlainTextToStrConnector.fits(widget) and unannotatedType(datatype) is str

    def read(self) -> str:
        """The text."""
        return self._widget.toPlainText()

    def write(self, value: str) -> None:
        """Show a text; the cursor stays where the same text stands already."""
        if self._widget.toPlainText() != value:
            self._widget.setPlainText(value)
