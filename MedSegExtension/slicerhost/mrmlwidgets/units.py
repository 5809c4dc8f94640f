"""Units of the scene on widgets that show numbers."""

from typing import Any

import slicer
import vtk

from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import Property, props

PREFIX, SUFFIX, PRECISION, MINIMUM, MAXIMUM, SCALING = 1, 2, 4, 8, 16, 32
FLAGS = {
    "Prefix": PREFIX,
    "Suffix": SUFFIX,
    "Precision": PRECISION,
    "MinimumValue": MINIMUM,
    "MaximumValue": MAXIMUM,
    "Scaling": SCALING,
}


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


def unit_members() -> dict[str, Any]:
    """The scene and the quantity of a widget that has `Units` as `_units`, for `vars().update(...)` in its class body.

    Signals `mrmlSceneChanged` and `quantityChanged` are emitted where the widget has them.
    """

    def scene_of(self: Any) -> Any:
        """The scene, or None."""
        return self._units.scene

    def set_scene(self: Any, scene: Any) -> None:
        """Takes the units of another scene."""
        if self._units.set_scene(scene) and hasattr(type(self), "mrmlSceneChanged"):
            self.mrmlSceneChanged.emit(scene)

    def set_quantity(self: Any, quantity: str) -> None:
        """Names the quantity, such as `length`."""
        if self._units.set_quantity(quantity) and hasattr(type(self), "quantityChanged"):
            self.quantityChanged.emit(quantity)

    quantity = Property(str, lambda self: self._units.quantity, set_quantity)
    return {"mrmlScene": scene_of, "setMRMLScene": set_scene, "setQuantity": set_quantity, "quantity": quantity}


def unit_flags() -> dict[str, Any]:
    """What of the unit a widget takes over, as flags and as a property."""
    return FLAGS | props(unitAwareProperties=(int, sum(FLAGS.values()), None, lambda self, _: self._units.apply()))
