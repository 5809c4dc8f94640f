"""Which intensities of a volume are displayed."""

from typing import Any

import qt
import slicer

from slicerhost.ctkwidgets.range_widget import ctkRangeWidget
from slicerhost.mrmlwidgets.volume_widget import qMRMLVolumeWidget
from slicerhost.pythonqt.standin import Property, Signal, facade

AUTO, MANUAL, OFF = 0, 1, 2


@facade
class qMRMLVolumeThresholdWidget(qMRMLVolumeWidget):
    """Shows all intensities, or those between two: found by the display itself, or set by hand."""

    Auto, Manual, Off = AUTO, MANUAL, OFF
    thresholdValuesChanged = Signal(float, float)
    autoThresholdValueChanged = Signal(int)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._updating = False
        self._mode = qt.QComboBox(self)
        self._mode.addItems(["Auto", "Manual", "Off"])
        self._mode.setToolTip("Which intensities are displayed: all, or a range")
        self._range = ctkRangeWidget(self)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._mode)
        row.addWidget(self._range, 1)
        self._mode.setCurrentIndex(OFF)
        self._mode.connect("activated(int)", self.setAutoThreshold)
        self._range.connect("valuesChanged(double,double)", self._dragged)
        self.setEnabled(False)

    def _update(self, *_: Any) -> None:
        display = self._display()
        self.setEnabled(display is not None)
        if display is None or self._updating:
            return
        self._updating = True
        least, most = self._intensities()
        low, high = display.GetLowerThreshold(), display.GetUpperThreshold()
        self._range.setRange(min(least, low), max(most, high))
        self._range.setValues(low, high)
        mode = OFF if not display.GetApplyThreshold() else AUTO if display.GetAutoThreshold() else MANUAL
        changed = mode != self._mode.currentIndex
        self._mode.setCurrentIndex(mode)
        self._updating = False
        if changed:
            self.autoThresholdValueChanged.emit(mode)

    def _dragged(self, low: float, high: float) -> None:
        display = self._display()
        if self._updating or display is None:
            return
        with slicer.util.NodeModify(display):
            display.SetAutoThreshold(0)
            display.SetApplyThreshold(1)
            display.SetThreshold(low, high)
        self.thresholdValuesChanged.emit(low, high)

    def setAutoThreshold(self, mode: Any) -> None:
        """Lets the display find the range (0), sets it by hand (1) or shows all intensities (2)."""
        display = self._display()
        if display is None:
            return
        with slicer.util.NodeModify(display):
            display.SetApplyThreshold(int(mode) != OFF)
            display.SetAutoThreshold(int(mode) == AUTO)
        self._update()

    autoThreshold = Property(int, lambda self: self._mode.currentIndex, setAutoThreshold)

    def setThreshold(self, low: float, high: float) -> None:
        """Displays intensities between two."""
        self._range.setValues(low, high)

    def setLowerThreshold(self, low: float) -> None:
        """Sets the least intensity displayed."""
        self._range.setMinimumValue(low)

    def setUpperThreshold(self, high: float) -> None:
        """Sets the largest intensity displayed."""
        self._range.setMaximumValue(high)

    lowerThreshold = Property(float, lambda self: self._range.minimumValue, setLowerThreshold)
    upperThreshold = Property(float, lambda self: self._range.maximumValue, setUpperThreshold)

    def setThresholdBounds(self, least: float, most: float) -> None:
        """Sets both ends of the slider."""
        self._range.setRange(least, most)

    def setLowerThresholdBound(self, least: float) -> None:
        """Sets the lower end of the slider."""
        self._range.minimum = least

    def setUpperThresholdBound(self, most: float) -> None:
        """Sets the upper end of the slider."""
        self._range.maximum = most

    lowerThresholdBound = Property(float, lambda self: self._range.minimum, setLowerThresholdBound)
    upperThresholdBound = Property(float, lambda self: self._range.maximum, setUpperThresholdBound)
