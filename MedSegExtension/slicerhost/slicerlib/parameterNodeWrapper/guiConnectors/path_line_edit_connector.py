"""Paths in path line edits."""

import pathlib
from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class ctkPathLineEditToPathConnector(SignalConnector):
    """A path in a path line edit."""

    signal: ClassVar[str] = "currentPathChanged(QString)"
    widgets: ClassVar[tuple[str, ...]] = ("ctkPathLineEdit",)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a path line edit and a path."""
        bare = unannotatedType(datatype)
        return ctkPathLineEditToPathConnector.fits(widget) and isinstance(bare, type) and issubclass(bare, pathlib.PurePath)

    def read(self) -> pathlib.PurePath:
        """The path."""
        return unannotatedType(self._datatype)(self._widget.currentPath)

    def write(self, value: pathlib.PurePath) -> None:
        """Show a path."""
        self._widget.currentPath = str(value)
