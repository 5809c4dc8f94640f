"""Packs in widgets that hold a widget for each member."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.connector import GuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import createGuiConnector, parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.parameterPack import isParameterPack, nestedParameterNames

SlicerPackParameterNamePropertyName = "SlicerPackParameterName"


def packWidgets(widget: Any) -> dict[str, Any]:
    """The widgets below a widget that have a property `SlicerPackParameterName`, by the dotted names of their members."""
    names: dict[str, Any] = {}
    _collect(widget, "", names)
    return names


def _collect(widget: Any, prefix: str, names: dict[str, Any]) -> None:
    for child in widget.children():
        name = child.property(SlicerPackParameterNamePropertyName)
        if name:
            names[prefix + name] = child
        _collect(child, f"{prefix}{name}." if name else prefix, names)


@parameterNodeGuiConnector
class WidgetChildrenToParameterPackConnector(GuiConnector):
    """A pack in a widget: each member in the widget below it whose `SlicerPackParameterName` is the member's name.

    In .ui files `SlicerParameterName` with `pack.member` does the same.
    """

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__()
        self._widget = widget
        self._datatype = datatype
        widgets = packWidgets(widget)
        self._connectors = {
            name: createGuiConnector(widgets[name], datatype.dataType(name)) for name in nestedParameterNames(datatype)
        }

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether there is a widget for each member."""
        if not isParameterPack(datatype):
            return False
        return set(nestedParameterNames(datatype)) <= set(packWidgets(widget))

    @staticmethod
    def create(widget: Any, datatype: Any) -> GuiConnector | None:
        """A connector for a widget and a pack."""
        cls = WidgetChildrenToParameterPackConnector
        return cls(widget, datatype) if cls.canRepresent(widget, datatype) else None

    def widget(self) -> Any:
        """The widget."""
        return self._widget

    def read(self) -> Any:
        """The pack that the widgets show."""
        pack = self._datatype()
        for name, connector in self._connectors.items():
            pack.setValue(name, connector.read())
        return pack

    def write(self, value: Any) -> None:
        """Show a pack."""
        for name, connector in self._connectors.items():
            connector.write(value.getValue(name))

    def _connect(self) -> None:
        for connector in self._connectors.values():
            connector.onChanged(self.changed)

    def _disconnect(self) -> None:
        for connector in self._connectors.values():
            connector.onChanged(None)
