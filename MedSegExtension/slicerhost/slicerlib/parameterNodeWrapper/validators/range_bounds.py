"""Bounds of a range."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class RangeBounds(Validator):
    """Takes ranges that lie between a minimum and a maximum."""

    def __init__(self, minimum: Any, maximum: Any) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def __repr__(self) -> str:
        return f"RangeBounds({self.minimum}, {self.maximum})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if not (self.minimum <= value.minimum and value.maximum <= self.maximum):
            raise ValueError(f"Expected a range within {self.minimum} to {self.maximum}, got {value.minimum} to {value.maximum}.")
