"""The entries of a node combo box, kept in step with the scene."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.mrmlwidgets.node_filter import NodeFilter
from slicerhost.mrmlwidgets.observations import Observations

ID_ROLE = int(qt.Qt.UserRole) + 1


class NodeRows:
    """None if wanted, then the nodes in the order of the scene, then the actions below a line.

    Nodes come and go one by one, so that thousands of them cost no more than their own rows; while the scene loads or
    closes, the rows wait and are then made once. The owner is told by its methods `_node_appeared`, `_node_leaving`,
    `_node_left`, `_node_renamed` and `_nodes_replaced`.
    """

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.scene = None
        self.filter = NodeFilter()
        self.nodes = []
        self.model = qt.QStandardItemModel(owner)
        self._items = {}
        self._none = None
        self._actions = []
        self._waiting = False
        self._scene_events = Observations(owner)
        self._node_events = Observations(owner)

    def set_scene(self, scene: Any) -> None:
        """Shows another scene's nodes."""
        self._scene_events.clear()
        self.scene = scene
        if scene is not None:
            events = slicer.vtkMRMLScene
            self._scene_events.add(scene, events.NodeAddedEvent, self._added)
            self._scene_events.add(scene, events.NodeAboutToBeRemovedEvent, self._removed)
            self._scene_events.add(scene, events.EndBatchProcessEvent, self._batch_ended)
        self._rebuild()

    # What the scene tells

    def _added(self, _scene: Any, node: Any) -> None:
        if node is None or not self.filter.has_type(node):
            return
        if self.scene.IsBatchProcessing():
            self._waiting = True
            return
        self._watch(node)
        if self.filter.accepts(node) and node not in self._items:
            self._append(node)
            self.owner._node_appeared(node, len(self.nodes) == 1)

    def _removed(self, _scene: Any, node: Any) -> None:
        self._node_events.remove(node)
        if node in self._items:
            self.owner._node_leaving(node)
            self._drop(node)

    def _batch_ended(self, _scene: Any, _data: Any) -> None:
        if self._waiting:
            self._waiting = False
            before = set(self.nodes)
            self._rebuild()
            for node in [node for node in self.nodes if node not in before]:
                self.owner.nodeAdded.emit(node)

    def _modified(self, node: Any, _data: Any) -> None:
        shown = node in self._items
        if shown != (self.filter.accepts(node) and node.GetScene() is self.scene):
            self.refill()
        elif shown and self._items[node].text() != (node.GetName() or ""):
            self._items[node].setText(node.GetName() or "")
            self.owner._node_renamed(node)

    def _watch(self, node: Any) -> None:
        if not self._node_events.observes(node):
            self._node_events.add(node, vtk.vtkCommand.ModifiedEvent, self._modified)

    # Rows

    def _append(self, node: Any) -> None:
        item = qt.QStandardItem(node.GetName() or "")
        item.setData(node.GetID(), ID_ROLE)
        self._items[node] = item
        self.model.insertRow(self._offset() + len(self.nodes), item)
        self.nodes.append(node)

    def _drop(self, node: Any) -> None:
        index = self.nodes.index(node)
        del self.nodes[index], self._items[node]
        self.model.removeRow(self._offset() + index)
        self.owner._node_left(node, index)

    def refill(self) -> None:
        """Asks the filter again."""
        wanted = self._wanted()
        if wanted != self.nodes:
            self._rebuild()

    def _wanted(self) -> list[Any]:
        return [node for node in self._candidates() if self.filter.accepts(node)]

    def _candidates(self) -> list[Any]:
        """The scene's nodes of the classes asked for, in its order."""
        if self.scene is None or not self.filter.types:
            return []
        count = self.scene.GetNumberOfNodes()
        nodes = (self.scene.GetNthNode(index) for index in range(count))
        return [node for node in nodes if self.filter.has_type(node)]

    def _rebuild(self) -> None:
        candidates = self._candidates()
        self._node_events.clear()
        for node in candidates:
            self._watch(node)
        self.nodes = [node for node in candidates if self.filter.accepts(node)]
        self._fill()
        self.owner._nodes_replaced()

    def _fill(self) -> None:
        """Makes all rows anew."""
        self.model.clear()
        self._items = {}
        if self._none is not None:
            self.model.appendRow(qt.QStandardItem(self._none))
        for node in self.nodes:
            item = qt.QStandardItem(node.GetName() or "")
            item.setData(node.GetID(), ID_ROLE)
            self._items[node] = item
            self.model.appendRow(item)
        self._append_actions()

    def _append_actions(self) -> None:
        if self._actions:
            line = qt.QStandardItem()
            line.setData("separator", int(qt.Qt.AccessibleDescriptionRole))
            line.setFlags(qt.Qt.NoItemFlags)
            self.model.appendRow(line)
        for text in self._actions:
            self.model.appendRow(qt.QStandardItem(text))

    def set_none(self, text: str) -> None:
        """Shows an entry for no node, or none with None."""
        if self._none is not None:
            self.model.removeRow(0)
        self._none = text
        if text is not None:
            self.model.insertRow(0, qt.QStandardItem(text))

    def set_actions(self, texts: Any) -> None:
        """Shows other actions."""
        if texts == self._actions:
            return
        first = self._offset() + len(self.nodes)
        self.model.removeRows(first, self.model.rowCount() - first)
        self._actions = list(texts)
        self._append_actions()

    def _offset(self) -> int:
        return 0 if self._none is None else 1

    def has(self, node: Any) -> bool:
        """Whether a node is offered."""
        return node in self._items

    def item(self, node: Any) -> Any:
        """The item of a node that is offered."""
        return self._items[node]

    def row(self, node: Any) -> Any:
        """The row of a node, -1 if it is not offered."""
        item = self._items.get(node)
        return item.row() if item is not None else -1

    def entry(self, row: int) -> tuple[Any, ...]:
        """What a row stands for: ("node", the node or None) or ("action", its text)."""
        index = row - self._offset()
        if index < 0:
            return "node", None
        if index < len(self.nodes):
            return "node", self.nodes[index]
        return "action", self.model.item(row).text()
