"""Members of an enumeration, under their names."""

import enum
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance


@parameterNodeSerializer
class EnumSerializer(TextSerializer):
    """Members of an enumeration, under their names; the first one is the default.

    Raises:
        ValueError: The enumeration is empty.
    """

    def __init__(self, enum_: type[enum.Enum]) -> None:
        if len(enum_) == 0:
            raise ValueError("Cannot serialize empty Enum.")
        self.enum = enum_

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is an enumeration."""
        return isinstance(type_, type) and issubclass(type_, enum.Enum)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for an enumeration."""
        return ValidatedSerializer(EnumSerializer(type_), [IsInstance(type_)]) if EnumSerializer.canSerialize(type_) else None

    def default(self) -> Any:
        """The first member."""
        return next(iter(self.enum))

    def toText(self, value: Any) -> str:
        """The name of a member."""
        return value.name

    def fromText(self, text: str) -> Any:
        """The member of a name.

        Raises:
            ValueError: The enumeration has no such member.
        """
        try:
            return self.enum[text]
        except KeyError as error:
            raise ValueError(f"Expected a name of {self.enum!r} in the parameter node, got {text!r}.") from error
