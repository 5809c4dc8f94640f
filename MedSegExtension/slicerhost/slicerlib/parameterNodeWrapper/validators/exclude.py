"""A list of refused values."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class Exclude(Validator):
    """Takes values that are not in a list."""

    def __init__(self, excludedValues: Any) -> None:
        self.excludedValues = excludedValues

    def __repr__(self) -> str:
        return f"Exclude({self.excludedValues})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if value in self.excludedValues:
            raise ValueError(f"Expected none of {self.excludedValues}, got {value!r}.")
