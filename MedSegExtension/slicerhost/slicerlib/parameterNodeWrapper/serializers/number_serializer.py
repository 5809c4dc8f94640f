"""Whole and floating-point numbers."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance, NotNone


@parameterNodeSerializer
class NumberSerializer(TextSerializer):
    """Whole and floating-point numbers."""

    def __init__(self, type: Any) -> None:
        self.type = type

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is such a type."""
        return type_ in (int, float)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for such a type."""
        if not NumberSerializer.canSerialize(type_):
            return None
        return ValidatedSerializer(NumberSerializer(type_), [NotNone(), IsInstance((int, float) if type_ is float else int)])

    def default(self) -> Any:
        """The value of a parameter without a default of its own."""
        return 0

    def toText(self, value: Any) -> str:
        """The text of a value."""
        return str(value)

    def fromText(self, text: str) -> Any:
        """The value of a text."""
        return self.type(text)
