"""What every connector is."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any


class GuiConnector(ABC):
    """Reads the value of a type from a widget, shows one in it, and tells when people change it."""

    def __init__(self) -> None:
        super().__init__()
        self._callback: Callable[[], None] | None = None

    @staticmethod
    @abstractmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether the class can show a type, which may have annotations, in a widget."""

    @staticmethod
    @abstractmethod
    def create(widget: Any, datatype: Any) -> "GuiConnector | None":
        """A connector for a widget and a type."""

    @abstractmethod
    def widget(self) -> Any:
        """The widget."""

    @abstractmethod
    def read(self) -> Any:
        """The value that the widget shows."""

    @abstractmethod
    def write(self, value: Any) -> None:
        """Show a value."""

    @abstractmethod
    def _connect(self) -> None:
        """Listen to the widget."""

    @abstractmethod
    def _disconnect(self) -> None:
        """Listen to the widget no more."""

    def onChanged(self, callback: Callable[[], None] | None) -> None:
        """Call a function when the widget changes; None to listen no more."""
        self._callback = callback
        if callback is None:
            self._disconnect()
        else:
            self._connect()

    def changed(self) -> None:
        """Tell that the widget changed."""
        if self._callback is not None:
            self._callback()
