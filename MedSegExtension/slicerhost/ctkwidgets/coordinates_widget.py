"""Spin boxes for the coordinates of a point."""

import math
import sys
from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.double_spin_box import ctkDoubleSpinBox
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkCoordinatesWidget(qt.QWidget):
    """One spin box an axis; the coordinates read as text, such as `1,2,3`."""

    vars().update(
        props(
            decimalsOption=(int, 9, None, lambda self, option: self._each("decimalsOption", option)),
            frame=(bool, True, None, lambda self, shown: self._each("frame", shown)),
            normalized=(bool, False, None, lambda self, on: self.normalize() if on else None),
            readOnly=(bool, False, None, lambda self, on: self._each("readOnly", on)),
            singleStep=(float, 1.0, None, lambda self, step: self._each("singleStep", step)),
            sizeHintPolicy=(int, 1, None, lambda self, policy: self._each("sizeHintPolicy", policy)),
            minimum=(float, -sys.float_info.max, None, lambda self, value: self._each("minimum", value)),
            maximum=(float, sys.float_info.max, None, lambda self, value: self._each("maximum", value)),
        )
    )
    coordinatesChanged = Signal((float, float, float, float), ("double*",))

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._boxes, self._decimals, self._syncing = [], 3, False
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._set_dimension(3)

    def _each(self, name: str, value: float) -> None:
        for box in self._boxes:
            setattr(box, name, value)

    def _set_dimension(self, dimension: int) -> None:
        while len(self._boxes) > dimension:
            self._boxes.pop().deleteLater()
        while len(self._boxes) < dimension:
            self._boxes.append(self._new_box())

    dimension = Property(int, lambda self: len(self._boxes), _set_dimension)

    def _new_box(self) -> Any:
        box = ctkDoubleSpinBox(self)
        box.setDecimals(self._decimals)
        box.setRange(self.minimum, self.maximum)
        box.singleStep = self.singleStep
        box._box.setMinimumWidth(60)
        box._box.setSizePolicy(qt.QSizePolicy.Ignored, qt.QSizePolicy.Fixed)
        box.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Fixed)
        box.connect("valueChanged(double)", self._box_changed)
        self.layout().addWidget(box)
        return box

    def setReadOnly(self, read_only: bool) -> None:
        """Lets the coordinates be read only."""
        self.readOnly = read_only

    def setDecimals(self, decimals: int) -> None:
        """Sets how many digits follow the point."""
        self._decimals = int(decimals)
        for box in self._boxes:
            box.setDecimals(self._decimals)

    decimals = Property(int, lambda self: self._decimals, setDecimals)

    def _values(self) -> list[Any]:
        return [box.value for box in self._boxes]

    def getCoordinate(self, axis: int) -> Any:
        """The coordinate along an axis."""
        return self._boxes[axis].value

    def setCoordinates(self, *coordinates: Any) -> None:
        """Sets all coordinates: numbers, a sequence of them, or text with commas between them."""
        given = coordinates[0] if len(coordinates) == 1 else coordinates
        numbers = [float(part) for part in (given.split(",") if isinstance(given, str) else given)]
        before = self._values()
        self._syncing = True
        for box, number in zip(self._boxes, numbers, strict=False):
            box.setValue(number)
        self._syncing = False
        if self._values() != before:
            self._tell()

    coordinates = Property(str, lambda self: ",".join(f"{value:.15g}" for value in self._values()), setCoordinates)

    def _box_changed(self, _value: float) -> None:
        if not self._syncing:
            if self.normalized:
                self.normalize()
            self._tell()

    def _tell(self) -> None:
        values = (self._values() + [0.0] * 4)[:4]
        self.coordinatesChanged.emit(*values)

    def normalize(self) -> None:
        """Makes the length 1; a vector of length 0 stays."""
        values = self._values()
        length = math.hypot(*values)
        if length > 0 and not self._syncing:
            self.setCoordinates([value / length for value in values])
