"""Paths in directory buttons."""

import pathlib
from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class ctkDirectoryButtonToPathConnector(SignalConnector):
    """A path in a directory button."""

    signal: ClassVar[str] = "directoryChanged(QString)"
    widgets: ClassVar[tuple[str, ...]] = ("ctkDirectoryButton",)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a directory button and a path."""
        bare = unannotatedType(datatype)
        return ctkDirectoryButtonToPathConnector.fits(widget) and isinstance(bare, type) and issubclass(bare, pathlib.PurePath)

    def read(self) -> pathlib.PurePath:
        """The path."""
        return unannotatedType(self._datatype)(self._widget.directory)

    def write(self, value: pathlib.PurePath) -> None:
        """Show a path."""
        self._widget.directory = str(value)
