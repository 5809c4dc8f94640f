"""A range in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.range_widget import ctkRangeWidget
from slicerhost.mrmlwidgets.units import Units
from slicerhost.pythonqt.standin import Property, facade


@facade
class qMRMLRangeWidget(ctkRangeWidget):
    """A ctkRangeWidget that takes suffix, decimals and range from the scene's unit of its quantity."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._units = Units(self)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._units.scene

    def setMRMLScene(self, scene: Any) -> None:
        """Takes the units of another scene."""
        self._units.set_scene(scene)

    def setQuantity(self, quantity: str) -> None:
        """Names the quantity, such as `length`."""
        self._units.set_quantity(quantity)

    quantity = Property(str, lambda self: self._units.quantity, setQuantity)

    def _palette_of(name: str) -> tuple[Any, ...]:
        def setter(self: Any, palette: Any) -> None:
            self._slider._set_handle_palette(name, palette)

        return Property("QPalette", lambda self: self._slider._handle_palette(name), setter), setter

    minimumHandlePalette, setMinimumHandlePalette = _palette_of("minimum")
    maximumHandlePalette, setMaximumHandlePalette = _palette_of("maximum")
    del _palette_of
