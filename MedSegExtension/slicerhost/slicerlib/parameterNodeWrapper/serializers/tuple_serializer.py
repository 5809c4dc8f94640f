"""Tuples."""

from typing import Any, get_args, get_origin

import slicer

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import (
    createSerializerFromAnnotatedType,
    parameterNodeSerializer,
)
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer


@parameterNodeSerializer
class TupleSerializer(Serializer):
    """Tuples of a fixed length: a parameter `name_0`, `name_1`... an element.

    Args:
        serializers: One for each element.
    """

    def __init__(self, serializers: list[Any]) -> None:
        self._serializers = serializers

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is `tuple[...]`."""
        return get_origin(type_) is tuple

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for `tuple[...]`.

        Raises:
            TypeError: The tuple says nothing of its elements.
        """
        if not TupleSerializer.canSerialize(type_):
            return None
        if not get_args(type_):
            raise TypeError(f"Expected a tuple with the types of its elements, got {type_}.")
        return TupleSerializer([createSerializerFromAnnotatedType(element) for element in get_args(type_)])

    def default(self) -> tuple[Any, ...]:
        """The defaults of the elements."""
        return tuple(serializer.default() for serializer in self._serializers)

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a tuple of this name."""
        return self._serializers[0].isIn(parameterNode, f"{name}_0")

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a tuple.

        Raises:
            ValueError: It has another number of elements.
        """
        values = tuple(value)
        if len(values) != len(self._serializers):
            raise ValueError(f"Expected {len(self._serializers)} values, got {len(values)}.")
        with slicer.util.NodeModify(parameterNode):
            for index, element in enumerate(values):
                self._serializers[index].write(parameterNode, f"{name}_{index}", element)

    def read(self, parameterNode: Any, name: str) -> tuple[Any, ...]:
        """The tuple."""
        return tuple(serializer.read(parameterNode, f"{name}_{index}") for index, serializer in enumerate(self._serializers))

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the tuple with its elements."""
        with slicer.util.NodeModify(parameterNode):
            for index, serializer in enumerate(self._serializers):
                serializer.remove(parameterNode, f"{name}_{index}")

    def supportsCaching(self) -> bool:
        """If all elements do."""
        return all(serializer.supportsCaching() for serializer in self._serializers)
