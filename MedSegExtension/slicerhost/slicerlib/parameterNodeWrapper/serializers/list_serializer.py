"""Lists."""

from typing import Any, get_args, get_origin

import slicer

from slicerhost.slicerlib.parameterNodeWrapper.serializers.number_serializer import NumberSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.observed_list import ObservedList
from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import (
    createSerializerFromAnnotatedType,
    parameterNodeSerializer,
)
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer


@parameterNodeSerializer
class ListSerializer(Serializer):
    """Lists: a parameter `name_len`, and one `name_0`, `name_1`... an element. What is read writes itself when it changes.

    Args:
        elementTypeSerializer: Writes and reads one element.
    """

    def __init__(self, elementTypeSerializer: Serializer) -> None:
        self._element = elementTypeSerializer
        self._length = NumberSerializer(int)

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is `list[...]`."""
        return get_origin(type_) is list

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for `list[...]`."""
        if not ListSerializer.canSerialize(type_):
            return None
        return ListSerializer(createSerializerFromAnnotatedType(get_args(type_)[0]))

    def default(self) -> list[Any]:
        """An empty list."""
        return []

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a list of this name."""
        return self._length.isIn(parameterNode, f"{name}_len")

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a list; if an element is refused, the node holds what it held."""
        with slicer.util.NodeModify(parameterNode):
            old = list(self.read(parameterNode, name)) if self.isIn(parameterNode, name) else None
            try:
                self._writeElements(parameterNode, name, value)
            except Exception:
                self.remove(parameterNode, name)
                if old is not None:
                    self._writeElements(parameterNode, name, old)
                raise

    def read(self, parameterNode: Any, name: str) -> ObservedList:
        """The list."""
        values = [self._element.read(parameterNode, f"{name}_{index}") for index in range(self._len(parameterNode, name))]
        return ObservedList(parameterNode, self, name, values)

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the list with its elements."""
        with slicer.util.NodeModify(parameterNode):
            for index in range(self._len(parameterNode, name)):
                self._element.remove(parameterNode, f"{name}_{index}")
            self._length.remove(parameterNode, f"{name}_len")

    def supportsCaching(self) -> bool:
        """As its elements: one that can change unseen must be read each time."""
        return self._element.supportsCaching()

    def _len(self, parameterNode: Any, name: str) -> int:
        return self._length.read(parameterNode, f"{name}_len") if self.isIn(parameterNode, name) else 0

    def _writeElements(self, parameterNode: Any, name: str, values: Any) -> None:
        length = self._len(parameterNode, name)
        for index, value in enumerate(values):
            self._element.write(parameterNode, f"{name}_{index}", value)
        self._length.write(parameterNode, f"{name}_len", len(values))
        for index in range(len(values), length):
            self._element.remove(parameterNode, f"{name}_{index}")
