"""Anything but None."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class NotNone(Validator):
    """Takes anything but None."""

    def __repr__(self) -> str:
        return "NotNone()"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if value is None:
            raise ValueError("Expected a value, got None.")
