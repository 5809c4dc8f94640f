"""Which items of the subject hierarchy a widget shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import vtk


@dataclass
class ItemFilter:
    """Conditions on items, each of which an item must meet; what holds an item that meets them is shown with it.

    Attributes:
        types: Class names of data nodes; empty takes items of any kind.
        hidden_child_types: Derived classes that are not taken even so.
        name: Text that the name holds, whatever its case.
        level: Level such as `Study`; empty takes any.
        item_attributes: Name and wanted value of attributes of items; an empty value takes any.
        node_attributes: The same of attributes of data nodes.
        excluded_item_attributes: Names of attributes that items must not have.
        excluded_node_attributes: Names of attributes that data nodes must not have.
        empty: Whether items without data, such as folders, are shown even if nothing in them meets the conditions.
    """

    types: tuple[str, ...] = ()
    hidden_child_types: tuple[str, ...] = ()
    name: str = ""
    level: str = ""
    item_attributes: dict[str, str] = field(default_factory=dict)
    node_attributes: dict[str, str] = field(default_factory=dict)
    excluded_item_attributes: tuple[str, ...] = ()
    excluded_node_attributes: tuple[str, ...] = ()
    empty: bool = True

    def shows(self, hierarchy: Any, item: int) -> bool:
        """Whether an item, or anything in it, meets the conditions."""
        return self.accepts(hierarchy, item) or any(self.shows(hierarchy, child) for child in children(hierarchy, item))

    def accepts(self, hierarchy: Any, item: int) -> bool:
        """Whether an item itself meets the conditions."""
        node = hierarchy.GetItemDataNode(item)
        if node is None and not (self.empty and self._takes_folders()):
            return False
        if node is not None and not self._takes_node(node):
            return False
        if self.name.lower() not in hierarchy.GetItemName(item).lower():
            return False
        if self.level and hierarchy.GetItemLevel(item) != self.level:
            return False
        return self._has_item_attributes(hierarchy, item)

    def _takes_folders(self) -> bool:
        return not self.types and not self.node_attributes

    def _takes_node(self, node: Any) -> bool:
        if node.GetHideFromEditors() or (self.types and not any(node.IsA(name) for name in self.types)):
            return False
        if node.GetClassName() not in self.types and any(node.IsA(name) for name in self.hidden_child_types):
            return False
        if any(node.GetAttribute(name) is not None for name in self.excluded_node_attributes):
            return False
        return _match(self.node_attributes, node.GetAttribute)

    def _has_item_attributes(self, hierarchy: Any, item: int) -> bool:
        if any(hierarchy.HasItemAttribute(item, name) for name in self.excluded_item_attributes):
            return False

        def value(name: str) -> str | None:
            return hierarchy.GetItemAttribute(item, name) if hierarchy.HasItemAttribute(item, name) else None

        return _match(self.item_attributes, value)


def _match(wanted: dict[str, str], value_of: Any) -> bool:
    values = ((value_of(name), value) for name, value in wanted.items())
    return all(found is not None and (not value or found == value) for found, value in values)


def children(hierarchy: Any, item: int) -> Iterable[int]:
    """The items directly in an item, in their order."""
    ids = vtk.vtkIdList()
    hierarchy.GetItemChildren(item, ids)
    return [ids.GetId(index) for index in range(ids.GetNumberOfIds())]
