"""A highest value."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class Maximum(Validator):
    """Takes values that are not above a maximum."""

    def __init__(self, maximum: Any) -> None:
        self.maximum = maximum

    def __repr__(self) -> str:
        return f"Maximum({self.maximum})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if value > self.maximum:
            raise ValueError(f"Expected a value of at most {self.maximum}, got {value}.")
