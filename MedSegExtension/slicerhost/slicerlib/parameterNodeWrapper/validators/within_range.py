"""A range of values."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class WithinRange(Validator):
    """Takes values from a minimum to a maximum, both included."""

    def __init__(self, minimum: Any, maximum: Any) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def __repr__(self) -> str:
        return f"WithinRange({self.minimum}, {self.maximum})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if not self.minimum <= value <= self.maximum:
            raise ValueError(f"Expected a value from {self.minimum} to {self.maximum}, got {value}.")
