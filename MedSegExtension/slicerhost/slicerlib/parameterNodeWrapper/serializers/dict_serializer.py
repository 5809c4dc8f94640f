"""Dictionaries."""

from typing import Any, get_args, get_origin

from slicerhost.slicerlib.parameterNodeWrapper.serializers.list_serializer import ListSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.observed_dict import ObservedDict
from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import (
    createSerializerFromAnnotatedType,
    parameterNodeSerializer,
)
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.tuple_serializer import TupleSerializer


@parameterNodeSerializer
class DictSerializer(Serializer):
    """Dictionaries, as lists of pairs, which keep their order. What is read writes itself when it changes.

    Args:
        keySerializer: Writes and reads one key.
        valueSerializer: Writes and reads one value.
    """

    def __init__(self, keySerializer: Serializer, valueSerializer: Serializer) -> None:
        self._pairs = ListSerializer(TupleSerializer([keySerializer, valueSerializer]))

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is `dict[..., ...]`."""
        return get_origin(type_) is dict

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for `dict[..., ...]`."""
        if not DictSerializer.canSerialize(type_):
            return None
        key, value = get_args(type_)
        return DictSerializer(createSerializerFromAnnotatedType(key), createSerializerFromAnnotatedType(value))

    def default(self) -> dict[Any, Any]:
        """An empty dictionary."""
        return {}

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a dictionary of this name."""
        return self._pairs.isIn(parameterNode, name)

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a dictionary; if an entry is refused, the node holds what it held."""
        self._pairs.write(parameterNode, name, list(value.items()))

    def read(self, parameterNode: Any, name: str) -> ObservedDict:
        """The dictionary."""
        return ObservedDict(parameterNode, self, name, dict(self._pairs.read(parameterNode, name)))

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the dictionary with its entries."""
        self._pairs.remove(parameterNode, name)

    def supportsCaching(self) -> bool:
        """If keys and values do."""
        return self._pairs.supportsCaching()
