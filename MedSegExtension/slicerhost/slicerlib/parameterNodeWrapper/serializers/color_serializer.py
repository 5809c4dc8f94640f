"""Colours."""

from typing import Any

import qt

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.text_serializer import TextSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance, NotNone


@parameterNodeSerializer
class QColorSerializer(TextSerializer):
    """Colours, as `#aarrggbb`; black is the default."""

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is Qt's class of colours."""
        return type_ is qt.QColor

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for colours."""
        if not QColorSerializer.canSerialize(type_):
            return None
        return ValidatedSerializer(QColorSerializer(), [NotNone(), IsInstance(qt.QColor)])

    def default(self) -> Any:
        """Black."""
        return qt.QColor("#000000")

    def toText(self, value: Any) -> str:
        """The text of a colour."""
        return value.name(qt.QColor.HexArgb)

    def fromText(self, text: str) -> Any:
        """The colour of a text."""
        return qt.QColor(text)
