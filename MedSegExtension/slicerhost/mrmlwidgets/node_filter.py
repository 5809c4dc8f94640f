"""Which nodes of a scene a widget offers."""

from dataclasses import dataclass, field
from typing import Any

FILTERED, SHOW_ALL, HIDE_ALL = 0, 1, 2


@dataclass
class NodeFilter:
    """Conditions on nodes, each of which a node must meet.

    Attributes:
        types: Class names; a node of any of them, or of a class derived from it if `child_types`.
        hidden: Whether nodes that are hidden from editors are offered.
        child_types: Whether classes derived from `types` are offered.
        hidden_child_types: Derived classes that are not offered even so.
        hidden_ids: Nodes that are not offered.
        visible_ids: Nodes that are offered whatever the other conditions.
        hidden_types: Class names of which hidden nodes are offered even so.
        attribute: An attribute that every node needs, whatever its class.
        mode: FILTERED, or SHOW_ALL or HIDE_ALL whatever the conditions.
        attributes: By class name and attribute name, the wanted value; None takes any value.
        affiliated_id: If given, only the node with this identifier, those that refer to it, and those below it.
    """

    types: tuple[str, ...] = ()
    hidden: bool = False
    child_types: bool = True
    hidden_child_types: tuple[str, ...] = ()
    hidden_ids: tuple[str, ...] = ()
    visible_ids: tuple[str, ...] = ()
    hidden_types: tuple[str, ...] = ()
    attribute: str = ""
    mode: int = FILTERED
    attributes: dict[tuple[str, str], str | None] = field(default_factory=dict)
    affiliated_id: str = ""

    def has_type(self, node: Any) -> bool:
        """Whether the node's class is one of those asked for."""
        if node.GetClassName() in self.types:
            return True
        if not self.child_types or not any(node.IsA(name) for name in self.types):
            return False
        return not any(node.IsA(name) for name in self.hidden_child_types)

    def accepts(self, node: Any) -> bool:
        """Whether the node meets all conditions."""
        if self.mode != FILTERED:
            return self.mode == SHOW_ALL
        if node.GetID() in self.hidden_ids or not self.has_type(node):
            return False
        if node.GetID() in self.visible_ids:
            return True
        if self._is_hidden(node) or not self._has_attributes(node):
            return False
        if self.attribute and node.GetAttribute(self.attribute) is None:
            return False
        return not self.affiliated_id or self._is_affiliated(node)

    def _is_hidden(self, node: Any) -> bool:
        shown = self.hidden or any(node.IsA(name) for name in self.hidden_types)
        return bool(node.GetHideFromEditors()) and not shown

    def _has_attributes(self, node: Any) -> bool:
        for (class_name, name), wanted in self.attributes.items():
            if not node.IsA(class_name):
                continue
            value = node.GetAttribute(name)
            if value is None or (wanted is not None and value != wanted):
                return False
        return True

    def _is_affiliated(self, node: Any) -> bool:
        scene = node.GetScene()
        other = scene.GetNodeByID(self.affiliated_id) if scene is not None else None
        return other is not None and (
            node is other or node.HasNodeReferenceID("", other.GetID()) or other.HasNodeReferenceID("", node.GetID())
        )
