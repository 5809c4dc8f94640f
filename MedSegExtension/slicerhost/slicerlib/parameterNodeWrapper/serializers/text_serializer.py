"""What serializers of one text share."""

from abc import abstractmethod
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer


class TextSerializer(Serializer):
    """A value that fits into one parameter of the node, as text. Such values cannot change, so they are cached."""

    @abstractmethod
    def toText(self, value: Any) -> str:
        """The text of a value."""

    @abstractmethod
    def fromText(self, text: str) -> Any:
        """The value of a text."""

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a value of this name."""
        return bool(parameterNode.HasParameter(name))

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a value."""
        parameterNode.SetParameter(name, self.toText(value))

    def read(self, parameterNode: Any, name: str) -> Any:
        """The value."""
        return self.fromText(parameterNode.GetParameter(name))

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the value."""
        parameterNode.UnsetParameter(name)

    def supportsCaching(self) -> bool:
        """Yes."""
        return True
