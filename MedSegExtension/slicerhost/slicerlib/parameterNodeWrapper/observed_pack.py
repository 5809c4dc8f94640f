"""Packs that write themselves into the parameter node."""

from functools import cache
from typing import Any

import slicer


class ObservedPack:
    """A pack of a parameter. Whatever changes it, changes the node; attributes cannot be added."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not hasattr(self, name):
            raise AttributeError(f"{self} has no attribute '{name}' and attributes cannot be added dynamically")
        super().__setattr__(name, value)

    def __str__(self) -> str:
        return f"Observed({self._packText().removeprefix('Observed')})"  # type: ignore[attr-defined]

    __repr__ = __str__

    def setValue(self, membername: str, value: Any) -> None:
        """Set a member; `x.y` is the member y of the pack x."""
        super().setValue(membername, value)  # type: ignore[misc]
        self._packChanged()

    def _packChanged(self) -> None:
        state = self.__dict__
        if state.get("_saving", True):
            return
        state["_saving"] = True
        node, serializer, name = state["_parameterNode"], state["_serializer"], state["_name"]
        try:
            with slicer.util.NodeModify(node):
                try:
                    serializer.write(node, name, self)
                finally:
                    # read back: a plain list that was put in becomes an observed one
                    serializer.readInto(node, name, self)
        finally:
            state["_saving"] = False


@cache
def _observedClass(packType: type) -> Any:
    return type(f"Observed{packType.__name__}", (ObservedPack, packType), {"__hash__": None})


def makeObservedPack(packType: type, parameterNode: Any, serializer: Any, name: str, values: dict[str, Any]) -> Any:
    """A pack with these values that writes itself into a parameter node, under a name."""
    cls = _observedClass(packType)
    pack = cls.__new__(cls)
    for member, value in values.items():
        cls.allParameters[member].member.put(pack, value)
    pack.__dict__.update(_parameterNode=parameterNode, _serializer=serializer, _name=name, _saving=False)
    return pack
