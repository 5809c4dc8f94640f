"""A slider in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.slider_widget import ctkSliderWidget
from slicerhost.mrmlwidgets.units import Units
from slicerhost.pythonqt.standin import Property, facade, props


@facade
class qMRMLSliderWidget(ctkSliderWidget):
    """A ctkSliderWidget that takes suffix, decimals and range from the scene's unit of its quantity."""

    Prefix, Suffix, Precision, MinimumValue, MaximumValue, Scaling = 1, 2, 4, 8, 16, 32

    vars().update(props(unitAwareProperties=(int, 63, None, lambda self, _: self._units.apply())))

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

    def setOrientation(self, orientation: int) -> None:
        """Lays the slider out along the other axis."""
        self._slider.setOrientation(orientation)

    orientation = Property(int, lambda self: self._slider.orientation, setOrientation)
