"""Serializers that refuse values."""

from collections.abc import Sequence
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import Validator


class ValidatedSerializer(Serializer):
    """A serializer behind validators. Of one inside another, the inner validators come first.

    Args:
        serializer: Does the work.
        validators: Check every value before it is written.
    """

    def __init__(self, serializer: Serializer, validators: Sequence[Validator] | None) -> None:
        inner = serializer.validators if isinstance(serializer, ValidatedSerializer) else []
        self.serializer: Any = serializer.serializer if isinstance(serializer, ValidatedSerializer) else serializer
        self.validators = [*inner, *(validators or [])]

    @staticmethod
    def canSerialize(type_: Any) -> bool:  # noqa: ARG004
        """No: it is never chosen by itself."""
        return False

    @staticmethod
    def create(type_: Any) -> Serializer:
        """Refuse: it is never chosen by itself.

        Raises:
            TypeError: Always.
        """
        raise TypeError(f"ValidatedSerializer is made around another serializer, not for {type_}.")

    def default(self) -> Any:
        """The value of a parameter without a default of its own."""
        return self.serializer.default()

    def validate(self, value: Any) -> None:
        """Check a value with all validators.

        Raises:
            ValueError: A validator refuses it.
        """
        for validator in self.validators:
            validator.validate(value)

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a value of this name."""
        return self.serializer.isIn(parameterNode, name)

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Check a value and write it."""
        self.validate(value)
        self.serializer.write(parameterNode, name, value)

    def read(self, parameterNode: Any, name: str) -> Any:
        """The value."""
        return self.serializer.read(parameterNode, name)

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the value."""
        self.serializer.remove(parameterNode, name)

    def supportsCaching(self) -> bool:
        """As the serializer that does the work."""
        return self.serializer.supportsCaching()
