"""Texts in labels."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.connector import GuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector


@parameterNodeGuiConnector
class QLabelToStrConnector(GuiConnector):
    """A text in a label, which follows the parameter and is never changed by people."""

    def __init__(self, widget: Any) -> None:
        super().__init__()
        self._widget = widget

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a label and a text."""
        return type(widget).__name__ == "QLabel" and unannotatedType(datatype) is str

    @staticmethod
    def create(widget: Any, datatype: Any) -> GuiConnector | None:
        """A connector for a label and a text."""
        return QLabelToStrConnector(widget) if QLabelToStrConnector.canRepresent(widget, datatype) else None

    def widget(self) -> Any:
        """The label."""
        return self._widget

    def read(self) -> str:
        """The text."""
        return self._widget.text

    def write(self, value: str) -> None:
        """Show a text."""
        self._widget.text = value

    def _connect(self) -> None:
        """Nothing: people cannot change it."""

    def _disconnect(self) -> None:
        """Nothing: people cannot change it."""
