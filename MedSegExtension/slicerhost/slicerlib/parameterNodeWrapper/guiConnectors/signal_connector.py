"""What connectors of one signal share."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.connector import GuiConnector


class SignalConnector(GuiConnector):
    """A connector of a widget that tells of every change by one signal.

    The widget must be of a class exactly, as in Slicer: one derived from it is refused.

    Args:
        widget: The widget.
        datatype: The type, with its annotations.
    """

    signal: ClassVar[str]
    widgets: ClassVar[tuple[str, ...]]

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__()
        self._widget = widget
        self._datatype = datatype

    @classmethod
    def create(cls, widget: Any, datatype: Any) -> GuiConnector | None:  # type: ignore[override]
        """A connector for a widget and a type."""
        return cls(widget, datatype) if cls.canRepresent(widget, datatype) else None

    @classmethod
    def fits(cls, widget: Any) -> bool:
        """Whether this is one of the widgets that the connector knows."""
        return type(widget).__name__ in cls.widgets

    def widget(self) -> Any:
        """The widget."""
        return self._widget

    def _connect(self) -> None:
        self._widget.connect(self.signal, self.changed)

    def _disconnect(self) -> None:
        self._widget.disconnect(self.signal, self.changed)
