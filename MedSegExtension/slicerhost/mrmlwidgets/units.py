"""Units of the scene on widgets that show numbers."""

from typing import Any

import slicer
import vtk

from slicerhost.mrmlwidgets.observations import Observations

PREFIX, SUFFIX, PRECISION, MINIMUM, MAXIMUM = 1, 2, 4, 8, 16


class Units:
    """Gives a widget the suffix, decimals and limits of the scene's unit for its quantity.

    Without a quantity, or where the scene has no unit for it, the widget stays as it is.
    """

    def __init__(self, widget: Any) -> None:
        self._widget = widget
        self._events = Observations(widget)
        self.scene = None
        self.quantity = ""

    def set_scene(self, scene: Any) -> bool:
        """Takes another scene; tells whether it is another one."""
        if scene is self.scene:
            return False
        self.scene = scene
        self.apply()
        return True

    def set_quantity(self, quantity: str) -> bool:
        """Takes another quantity; tells whether it is another one."""
        if quantity == self.quantity:
            return False
        self.quantity = quantity
        self.apply()
        return True

    def _unit(self) -> Any:
        """The unit node of the quantity, or None."""
        selection = self.scene.GetNodeByID("vtkMRMLSelectionNodeSingleton") if self.scene is not None else None
        return selection.GetUnitNode(self.quantity) if selection is not None and self.quantity else None

    def _changed(self, _caller: Any, _data: Any) -> None:
        self.apply()

    def apply(self, *_: Any) -> None:
        """Shows the unit, and follows its changes."""
        self._events.clear()
        if self.scene is not None and self.quantity:
            selection = self.scene.GetNodeByID("vtkMRMLSelectionNodeSingleton")
            if selection is not None:
                self._events.add(selection, slicer.vtkMRMLSelectionNode.UnitModifiedEvent, self._changed)
        unit = self._unit()
        if unit is None:
            return
        self._events.add(unit, vtk.vtkCommand.ModifiedEvent, self._changed)
        self._show(unit, getattr(self._widget, "unitAwareProperties", PREFIX | SUFFIX | PRECISION | MINIMUM | MAXIMUM))

    def _show(self, unit: Any, wanted: bool) -> None:
        widget = self._widget
        values = (
            (PREFIX, "prefix", unit.GetPrefix() or ""),
            (SUFFIX, "suffix", unit.GetSuffix() or ""),
            (PRECISION, "decimals", unit.GetPrecision()),
            (MINIMUM, "minimum", unit.GetMinimumValue()),
            (MAXIMUM, "maximum", unit.GetMaximumValue()),
        )
        for flag, name, value in values:
            if wanted & flag and widget.metaObject().indexOfProperty(name) >= 0:
                setattr(widget, name, value)
