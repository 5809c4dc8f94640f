"""Truth values."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance, NotNone


@parameterNodeSerializer
class BoolSerializer(TextSerializer):
    """Truth values."""

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is such a type."""
        return type_ is bool

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for such a type."""
        if not BoolSerializer.canSerialize(type_):
            return None
        return ValidatedSerializer(BoolSerializer(), [NotNone(), IsInstance(bool)])

    def default(self) -> Any:
        """The value of a parameter without a default of its own."""
        return False

    def toText(self, value: Any) -> str:
        """The text of a value."""
        return "True" if value else "False"

    def fromText(self, text: str) -> Any:
        """The value of a text."""
        return text == "True"
