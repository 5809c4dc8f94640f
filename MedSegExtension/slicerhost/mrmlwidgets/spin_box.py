"""A spin box in the units of the scene."""

from typing import Any

from slicerhost.ctkwidgets.double_spin_box import ctkDoubleSpinBox
from slicerhost.mrmlwidgets.units import Units, unit_flags, unit_members
from slicerhost.pythonqt.standin import facade


@facade
class qMRMLSpinBox(ctkDoubleSpinBox):
    """A ctkDoubleSpinBox that takes suffix, decimals and range from the scene's unit of its quantity."""

    vars().update(unit_flags() | unit_members())

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._units = Units(self)
