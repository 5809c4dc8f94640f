"""Coordinates in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.coordinates_widget import ctkCoordinatesWidget
from slicerhost.mrmlwidgets.units import Units, unit_flags, unit_members
from slicerhost.pythonqt.standin import Signal, facade


@facade
class qMRMLCoordinatesWidget(ctkCoordinatesWidget):
    """A ctkCoordinatesWidget that takes decimals and range from the scene's unit of its quantity."""

    vars().update(unit_flags() | unit_members())
    mrmlSceneChanged = Signal(object)
    quantityChanged = Signal(str)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._units = Units(self)
