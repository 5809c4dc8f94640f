"""MRML nodes, as node references."""

from typing import Any

import slicer

from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance


@parameterNodeSerializer
class NodeSerializer(Serializer):
    """MRML nodes, as node references: the scene keeps them right when it is saved, loaded or a node is removed."""

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is a node class."""
        return isinstance(type_, type) and issubclass(type_, slicer.vtkMRMLNode)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for a node class."""
        return ValidatedSerializer(NodeSerializer(), [IsInstance(type_)]) if NodeSerializer.canSerialize(type_) else None

    def default(self) -> None:
        """None."""

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a reference of this name, which may be one to None."""
        return bool(parameterNode.HasParameter(name))

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a reference; an empty parameter of the same name says that there is one even to None."""
        parameterNode.SetParameter(name, "")
        parameterNode.SetNodeReferenceID(name, None if value is None else value.GetID())

    def read(self, parameterNode: Any, name: str) -> Any:
        """The node, or None."""
        return parameterNode.GetNodeReference(name)

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the reference."""
        parameterNode.UnsetParameter(name)
        parameterNode.RemoveNodeReferenceIDs(name)

    def supportsCaching(self) -> bool:
        """Yes."""
        return True
