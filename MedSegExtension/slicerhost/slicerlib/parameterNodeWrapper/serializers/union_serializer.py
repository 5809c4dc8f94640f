"""Unions and optional types."""

from typing import Any, get_args

import slicer

from slicerhost.slicerlib.parameterNodeWrapper.annotations import isUnion
from slicerhost.slicerlib.parameterNodeWrapper.serializers.none_serializer import NoneSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import (
    createSerializerFromAnnotatedType,
    parameterNodeSerializer,
)
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer


@parameterNodeSerializer
class UnionSerializer(Serializer):
    """`Union[A, B]`, `A | B` and `Optional[A]`: one parameter, `name_0` for an A, `name_1` for a B.

    Args:
        serializers: One for each member.
    """

    def __init__(self, serializers: list[Any]) -> None:
        self._serializers = [ValidatedSerializer(serializer, []) for serializer in serializers]

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is a union."""
        return isUnion(type_)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for a union."""
        if not UnionSerializer.canSerialize(type_):
            return None
        return UnionSerializer([createSerializerFromAnnotatedType(member) for member in get_args(type_)])

    def default(self) -> Any:
        """None for `Optional[A]`, else the default of the first member."""
        members = self._serializers
        if len(members) == 2 and isinstance(members[1].serializer, NoneSerializer):
            return None
        return members[0].default()

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a value of this name, of any member."""
        return any(member.isIn(parameterNode, f"{name}_{index}") for index, member in enumerate(self._serializers))

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a value as the first member that takes it; a refused value leaves the node as it is."""
        index, serializer = self._choose(value)
        with slicer.util.NodeModify(parameterNode):
            self.remove(parameterNode, name)
            serializer.write(parameterNode, f"{name}_{index}", value)

    def read(self, parameterNode: Any, name: str) -> Any:
        """The value.

        Raises:
            KeyError: The node holds none of this name.
        """
        for index, member in enumerate(self._serializers):
            if member.isIn(parameterNode, f"{name}_{index}"):
                return member.read(parameterNode, f"{name}_{index}")
        raise KeyError(f"Unable to find value for name: {name}")

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the value."""
        with slicer.util.NodeModify(parameterNode):
            for index, member in enumerate(self._serializers):
                member.remove(parameterNode, f"{name}_{index}")

    def supportsCaching(self) -> bool:
        """If all members do."""
        return all(member.supportsCaching() for member in self._serializers)

    def _choose(self, value: Any) -> tuple[int, ValidatedSerializer]:
        """The member for a value; of several node classes the one whose validators take it."""
        refusal: Exception = TypeError(f"Unable to write value {value!r} of type {type(value)}")
        for index, member in enumerate(self._serializers):
            if not member.serializer.canSerialize(type(value)):
                continue
            try:
                member.validate(value)
            except (ValueError, TypeError) as error:
                refusal = error
            else:
                return index, member
        raise refusal
