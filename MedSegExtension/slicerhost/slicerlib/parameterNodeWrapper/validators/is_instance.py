"""Instances of a class."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator


class IsInstance(Validator):
    """Takes instances of a class, and None."""

    def __init__(self, classtype: Any) -> None:
        self.classtype = classtype

    def __repr__(self) -> str:
        return f"IsInstance({self.classtype})"

    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            TypeError: The value is refused.
        """
        if value is not None and not isinstance(value, self.classtype):
            raise TypeError(f"Expected a value of type {self.classtype}, got {value!r} of type {type(value)}.")
