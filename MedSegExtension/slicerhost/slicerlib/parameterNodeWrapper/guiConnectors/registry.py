"""Which connector shows which type in which widget."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.connector import GuiConnector

# the registry that Slicer's decorator `parameterNodeGuiConnector` adds to
_CONNECTORS: list[type[GuiConnector]] = []


def parameterNodeGuiConnector(classtype: type[GuiConnector] | None = None) -> Any:
    """Class decorator: let a connector show its types.

    Raises:
        TypeError: The class is no connector.
    """

    def register(connector: type[GuiConnector]) -> type[GuiConnector]:
        if not issubclass(connector, GuiConnector):
            raise TypeError("Must be a GuiConnector subclass")
        _CONNECTORS.append(connector)
        return connector

    return register if classtype is None else register(classtype)


def createGuiConnector(widget: Any, datatype: Any) -> GuiConnector:
    """The connector for a widget and a type, which may have annotations.

    Raises:
        RuntimeError: No connector shows the type in such a widget.
    """
    for candidate in _CONNECTORS:
        if candidate.canRepresent(widget, datatype):
            connector = candidate.create(widget, datatype)
            if connector is not None:
                return connector
    raise RuntimeError(f"Unable to create GUI connector from datatype '{datatype}' to widget type '{type(widget)}'")
