"""Texts."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance, NotNone


@parameterNodeSerializer
class StringSerializer(TextSerializer):
    """Texts."""

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is such a type."""
        return type_ is str

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for such a type."""
        if not StringSerializer.canSerialize(type_):
            return None
        return ValidatedSerializer(StringSerializer(), [NotNone(), IsInstance(str)])

    def default(self) -> Any:
        """The value of a parameter without a default of its own."""
        return ""

    def toText(self, value: Any) -> str:
        """The text of a value."""
        return str(value)

    def fromText(self, text: str) -> Any:
        """The value of a text."""
        return text
