"""None alone."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class IsNone(Validator):
    """Takes None alone."""

    def __repr__(self) -> str:
        return "IsNone()"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
        if value is not None:
            raise ValueError(f"Expected None, got {value!r}.")
