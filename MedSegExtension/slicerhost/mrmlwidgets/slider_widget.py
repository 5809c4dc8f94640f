"""A slider in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.slider_widget import ctkSliderWidget
from slicerhost.mrmlwidgets.units import Units, unit_flags, unit_members
from slicerhost.pythonqt.standin import Property, facade


@facade
class qMRMLSliderWidget(ctkSliderWidget):
    """A ctkSliderWidget that takes suffix, decimals and range from the scene's unit of its quantity."""

    vars().update(unit_flags() | unit_members())

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._units = Units(self)

    def setOrientation(self, orientation: int) -> None:
        """Lays the slider out along the other axis."""
        self._slider.setOrientation(orientation)

    orientation = Property(int, lambda self: self._slider.orientation, setOrientation)
