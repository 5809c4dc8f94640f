"""Paths of pathlib."""

import pathlib
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance, NotNone


@parameterNodeSerializer
class PathSerializer(TextSerializer):
    """Paths of pathlib."""

    def __init__(self, type: Any) -> None:
        self.type = type

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is such a type."""
        return isinstance(type_, type) and issubclass(type_, pathlib.PurePath)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for such a type."""
        if not PathSerializer.canSerialize(type_):
            return None
        return ValidatedSerializer(PathSerializer(type_), [NotNone(), IsInstance(type_)])

    def default(self) -> Any:
        """The value of a parameter without a default of its own."""
        return self.type()

    def toText(self, value: Any) -> str:
        """The text of a value."""
        return str(value)

    def fromText(self, text: str) -> Any:
        """The value of a text."""
        return self.type(text)
