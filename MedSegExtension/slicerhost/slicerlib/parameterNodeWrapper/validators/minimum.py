"""A lowest value."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class Minimum(Validator):
    """Takes values that are not below a minimum."""

    def __init__(self, minimum: Any) -> None:
        self.minimum = minimum

    def __repr__(self) -> str:
        return f"Minimum({self.minimum})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if value < self.minimum:
            raise ValueError(f"Expected a value of at least {self.minimum}, got {value}.")
