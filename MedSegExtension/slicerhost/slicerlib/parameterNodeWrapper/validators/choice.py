"""A list of values."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class Choice(Validator):
    """Takes values of a list."""

    def __init__(self, choices: Any) -> None:
        self.choices = choices

    def __repr__(self) -> str:
        return f"Choice({self.choices})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if value not in self.choices:
            raise ValueError(f"Expected one of {self.choices}, got {value!r}.")
