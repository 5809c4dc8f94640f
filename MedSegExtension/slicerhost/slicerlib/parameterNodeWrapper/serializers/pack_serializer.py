"""Packs."""

from typing import Any

import slicer

from slicerhost.slicerlib.parameterNodeWrapper.observed_pack import makeObservedPack
from slicerhost.slicerlib.parameterNodeWrapper.parameterPack import isParameterPack
from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import parameterNodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import IsInstance, NotNone


@parameterNodeSerializer
class ParameterPackSerializer(Serializer):
    """Packs: a parameter `name.member` for each member. What is read writes itself when it changes."""

    def __init__(self, type_: Any) -> None:
        self.type = type_

    @staticmethod
    def canSerialize(type_: Any) -> bool:
        """Whether this is a pack."""
        return isinstance(type_, type) and isParameterPack(type_)

    @staticmethod
    def create(type_: Any) -> Serializer | None:
        """A serializer for a pack."""
        if not ParameterPackSerializer.canSerialize(type_):
            return None
        return ValidatedSerializer(ParameterPackSerializer(type_), [NotNone(), IsInstance(type_)])

    def default(self) -> Any:
        """A pack of its members' defaults."""
        return self.type()

    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a pack of this name."""
        first = next(iter(self.type.allParameters.values()))
        return first.serializer.isIn(parameterNode, f"{name}.{first.basename}")

    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write all members."""
        values = value._packValues()
        with slicer.util.NodeModify(parameterNode):
            for member, info in self.type.allParameters.items():
                info.serializer.write(parameterNode, f"{name}.{member}", values[member])

    def read(self, parameterNode: Any, name: str) -> Any:
        """The pack."""
        return makeObservedPack(self.type, parameterNode, self, name, self._readMembers(parameterNode, name))

    def readInto(self, parameterNode: Any, name: str, pack: Any) -> None:
        """Put the members into a pack without telling it."""
        for member, value in self._readMembers(parameterNode, name).items():
            self.type.allParameters[member].member.put(pack, value)

    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove all members."""
        with slicer.util.NodeModify(parameterNode):
            for member, info in self.type.allParameters.items():
                info.serializer.remove(parameterNode, f"{name}.{member}")

    def supportsCaching(self) -> bool:
        """If all members do."""
        return all(info.serializer.supportsCaching() for info in self.type.allParameters.values())

    def _readMembers(self, parameterNode: Any, name: str) -> dict[str, Any]:
        members = {}
        for member, info in self.type.allParameters.items():
            key = f"{name}.{member}"
            if not info.serializer.isIn(parameterNode, key):  # a member that older scenes do not have
                info.serializer.write(parameterNode, key, info.default)
            members[member] = info.serializer.read(parameterNode, key)
        return members
