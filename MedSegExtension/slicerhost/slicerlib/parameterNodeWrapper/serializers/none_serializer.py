"""None, for optional types."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsNone


@parameterNodeSerializer
class NoneSerializer(TextSerializer):
    """None. Of use in unions alone."""

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is the type of None."""
        return type_ is type(None)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for None."""
        return ValidatedSerializer(NoneSerializer(), [IsNone()]) if NoneSerializer.canSerialize(type_) else None

    def default(self) -> None:
        """None."""

    def toText(self, value: Any) -> str:  # noqa: ARG002
        """A word that says the value is there."""
        return "True"

    def fromText(self, text: str) -> None:
        """None."""
