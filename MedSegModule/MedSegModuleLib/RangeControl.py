"""The double slider, fitted to an image."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from MedSegModuleLib.Section import guarded

FEWEST_STEPS = 1000
MOST_DECIMALS = 6


@dataclass(frozen=True)
class Scale:
    """What the double slider spans.

    Attributes:
        lowest: Its left end.
        highest: Its right end.
        unit: Unit of both; empty for none.
        isWhole: Whether intensities are whole numbers.
    """

    lowest: float
    highest: float
    unit: str = ""
    isWhole: bool = True

    @property
    def decimals(self) -> int:
        """Digits behind the point: none for whole numbers, else enough for a thousand steps.

        Example:
            >>> Scale(0, 1, isWhole=False).decimals, Scale(-1024, 3071).decimals
            (3, 0)
        """
        span = self.highest - self.lowest
        if self.isWhole or span <= 0:
            return 0
        return min(MOST_DECIMALS, max(0, math.ceil(math.log10(FEWEST_STEPS / span))))

    @property
    def step(self) -> float:
        """The smallest move."""
        return 10.0**-self.decimals

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends, moved outwards to whole steps, so that the extremes of the image are within reach."""
        scale = 10**self.decimals
        low, high = math.floor(self.lowest * scale) / scale, math.ceil(self.highest * scale) / scale
        return low, max(high, low + self.step)

    def within(self, lower: float | None, upper: float | None) -> tuple[float, float]:
        """Two bounds as the slider shows them: no bound is its end, and nothing lies beyond an end."""
        low, high = self.ends
        first = low if lower is None else min(max(lower, low), high)
        last = high if upper is None else min(max(upper, low), high)
        return first, max(first, last)


class RangeControl:
    """Shows bounds on a `ctkRangeWidget`, and tells of moves by the user alone."""

    def __init__(self, widget, onMoved: Callable[[float, float], None]) -> None:
        """Connect the slider.

        Args:
            widget: The `ctkRangeWidget`.
            onMoved: Called with both bounds when the user moves one.
        """
        self._widget = widget
        self._onMoved = onMoved
        self._scale = None
        self._isShowing = False
        widget.connect("valuesChanged(double,double)", guarded(self._moved))

    def show(self, scale: Scale, lower: float | None, upper: float | None) -> None:
        """Span an image, and show two bounds; None is no bound."""
        self._isShowing = True
        try:
            if scale != self._scale:
                self._span(scale)
            first, last = scale.within(lower, upper)
            if (self._widget.minimumValue, self._widget.maximumValue) != (first, last):
                self._widget.setValues(first, last)
        finally:
            self._isShowing = False

    def _span(self, scale: Scale) -> None:
        self._scale = scale
        self._widget.decimals = scale.decimals
        self._widget.singleStep = scale.step
        self._widget.suffix = f" {scale.unit}" if scale.unit else ""
        self._widget.setRange(*scale.ends)

    def _moved(self, lower: float, upper: float) -> None:
        if not self._isShowing:
            self._onMoved(lower, upper)
