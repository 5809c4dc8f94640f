"""A range in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.range_widget import ctkRangeWidget
from slicerhost.mrmlwidgets.units import Units, unit_members
from slicerhost.pythonqt.standin import Property, facade


@facade
class qMRMLRangeWidget(ctkRangeWidget):
    """A ctkRangeWidget that takes suffix, decimals and range from the scene's unit of its quantity."""

    vars().update(unit_members())

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._units = Units(self)

    def _palette_of(name: str) -> tuple[Any, ...]:
        def setter(self: Any, palette: Any) -> None:
            self._slider._set_handle_palette(name, palette)

        return Property("QPalette", lambda self: self._slider._handle_palette(name), setter), setter

    minimumHandlePalette, setMinimumHandlePalette = _palette_of("minimum")
    maximumHandlePalette, setMaximumHandlePalette = _palette_of("maximum")
    del _palette_of
