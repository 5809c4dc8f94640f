"""One parameter of one node."""

from typing import Any

import slicer


class Parameter:
    """Reads and writes one parameter of one node; what supports it is read once and kept until the node changes.

    Args:
        info: What is known of it.
        parameterNode: The node.
        prefix: Stands before the name in the node.
    """

    def __init__(self, info: Any, parameterNode: Any, prefix: str) -> None:
        self.info = info
        self.isCached = bool(info.serializer.supportsCaching())
        self._node = parameterNode
        self._name = f"{prefix}{info.basename}"
        self._fresh = False
        self._value: Any = None
        if not info.serializer.isIn(parameterNode, self._name):
            self.write(info.default.value)

    def forget(self) -> None:
        """Read again next time: the node changed."""
        self._fresh = False

    def read(self) -> Any:
        """The value; the default is written where there is none."""
        if not self._fresh:
            if not self.info.serializer.isIn(self._node, self._name):
                self.info.serializer.write(self._node, self._name, self.info.default.value)
            self._value = self.info.serializer.read(self._node, self._name)
            self._fresh = self.isCached
        return self._value

    def write(self, value: Any) -> None:
        """Write a value. Whoever observes the node reads it at once."""
        with slicer.util.NodeModify(self._node):
            try:
                self.info.serializer.write(self._node, self._name, value)
            finally:
                self.forget()
