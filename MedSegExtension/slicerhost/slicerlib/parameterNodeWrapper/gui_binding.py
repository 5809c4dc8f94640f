"""Widgets and the parameters that they show."""

from typing import Any

import qt
import vtk

from slicerhost.slicerlib.parameterNodeWrapper.annotations import splitPossiblyDottedName
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors import GuiConnector, createGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.pack_connector import packWidgets

SlicerParameterNamePropertyName = "SlicerParameterName"


class GuiBinding:
    """One call of `connectGui`: its connectors, and the observer that keeps them up to date.

    Args:
        wrapper: The parameter node wrapper.
        mapping: Widgets or connectors, by the names of their parameters.
    """

    def __init__(self, wrapper: Any, mapping: dict[str, Any]) -> None:
        self._wrapper = wrapper
        self._connectors = {
            name: value if isinstance(value, GuiConnector) else createGuiConnector(value, wrapper.dataType(name))
            for name, value in mapping.items()
        }
        self._tag: int | None = None

    def connect(self) -> None:
        """Show the values, then listen both ways."""
        for name, connector in self._connectors.items():
            connector.write(self._wrapper.getValue(name))
            connector.onChanged(self._makeCallback(name, connector))
        self._tag = self._wrapper.AddObserver(vtk.vtkCommand.ModifiedEvent, lambda *_: self._wrapper._updateGui())

    def disconnect(self) -> None:
        """Listen no more."""
        for connector in self._connectors.values():
            connector.onChanged(None)
        if self._tag is not None:
            self._wrapper.RemoveObserver(self._tag)

    def show(self) -> None:
        """Let the widgets show the values."""
        for name, connector in self._connectors.items():
            connector.write(self._wrapper.getValue(name))

    def _makeCallback(self, name: str, connector: GuiConnector) -> Any:
        return lambda: self._wrapper._guiChanged(name, connector)


def findParameterWidgets(gui: Any) -> dict[str, Any]:
    """The widgets that have a property `SlicerParameterName`, by its value.

    Args:
        gui: A widget with such widgets below it, or an object that has them as attributes.
    """
    widgets = gui.findChildren(qt.QWidget) if _isWidget(gui) else list(gui.__dict__.values())
    named = {widget.property(SlicerParameterNamePropertyName): widget for widget in widgets}
    return {name: widget for name, widget in named.items() if name}


def findChildWidgetForParameter(widget: Any, parameter: str) -> Any:
    """The widget below a widget that shows a parameter, or None; `x.y` is the member y of the pack x."""
    found = findParameterWidgets(widget)
    if parameter in found:
        return found[parameter]
    top, rest = splitPossiblyDottedName(parameter)
    if top not in found or rest is None:
        return None
    return packWidgets(found[top]).get(rest)


def _isWidget(gui: Any) -> bool:
    return bool(getattr(gui, "isWidgetType", lambda: False)())
