"""Coordinates in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.coordinates_widget import ctkCoordinatesWidget
from slicerhost.mrmlwidgets.units import Units
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class qMRMLCoordinatesWidget(ctkCoordinatesWidget):
    """A ctkCoordinatesWidget that takes decimals and range from the scene's unit of its quantity."""

    Prefix, Suffix, Precision, MinimumValue, MaximumValue, Scaling = 1, 2, 4, 8, 16, 32

    vars().update(props(unitAwareProperties=(int, 63, None, lambda self, _: self._units.apply())))
    mrmlSceneChanged = Signal(object)
    quantityChanged = Signal(str)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._units = Units(self)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._units.scene

    def setMRMLScene(self, scene: Any) -> None:
        """Takes the units of another scene."""
        if self._units.set_scene(scene):
            self.mrmlSceneChanged.emit(scene)

    def setQuantity(self, quantity: str) -> None:
        """Names the quantity, such as `length`."""
        if self._units.set_quantity(quantity):
            self.quantityChanged.emit(quantity)

    quantity = Property(str, lambda self: self._units.quantity, setQuantity)
