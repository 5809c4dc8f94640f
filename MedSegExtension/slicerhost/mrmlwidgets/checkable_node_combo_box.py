"""Ticks nodes of the scene."""

from typing import Any

import qt

from slicerhost.mrmlwidgets.node_combo_box import qMRMLNodeComboBox
from slicerhost.pythonqt.standin import Signal, facade

CHECK_ROLE = int(qt.Qt.CheckStateRole)


@facade
class qMRMLCheckableNodeComboBox(qMRMLNodeComboBox):
    """A node combo box whose nodes have check marks; the button names those that are ticked."""

    checkedNodesChanged = Signal()

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._states = {}
        self._user_checkable = True
        self._rows.model.connect("itemChanged(QStandardItem*)", self._item_changed)
        self._combo.view().viewport().installEventFilter(self)
        self._show_checks()

    # Rows get their marks whenever they are made anew

    def _node_appeared(self, node: Any, first: Any) -> None:
        self._show_checks()
        super()._node_appeared(node, first)

    def _node_left(self, node: Any, row: int) -> None:
        ticked = self._states.pop(node, qt.Qt.Unchecked) == qt.Qt.Checked
        super()._node_left(node, row)
        if ticked:
            self._checks_changed()

    def _nodes_replaced(self) -> None:
        if hasattr(self, "_states"):
            self._states = {node: state for node, state in self._states.items() if self._rows.has(node)}
            self._show_checks()
        super()._nodes_replaced()

    def _show_checks(self) -> None:
        blocked = self._rows.model.blockSignals(True)
        for node in self._rows.nodes:
            item = self._rows.item(node)
            item.setCheckable(self._user_checkable)
            item.setCheckState(self.checkState(node))
        self._rows.model.blockSignals(blocked)
        self._write_names()

    def _write_names(self) -> None:
        names = [node.GetName() or "" for node in self.checkedNodes()]
        self._combo.forceDefault = bool(names) or self.currentNode() is None
        if names:
            self._combo.defaultText = ", ".join(names)

    def _actions_changed(self) -> None:
        super()._actions_changed()
        if hasattr(self, "_states"):
            self._write_names()

    def _item_changed(self, item: Any) -> None:
        node = next((node for node in self._rows.nodes if self._rows.item(node) is item), None)
        if node is not None and item.isCheckable() and item.checkState() != self.checkState(node):
            self._states[node] = item.checkState()
            self._checks_changed()

    def _checks_changed(self) -> None:
        self._write_names()
        self.checkedNodesChanged.emit()

    def eventFilter(self, _watched: qt.QObject, event: qt.QEvent) -> bool:
        """Toggles the node that is clicked, and keeps the list open."""
        if event.type() != qt.QEvent.MouseButtonRelease or not self._user_checkable:
            return False
        kind, node = self._rows.entry(self._combo.view().indexAt(event.position().toPoint()).row())
        if kind != "node" or node is None:
            return False
        self.setCheckState(node, qt.Qt.Unchecked if self.checkState(node) == qt.Qt.Checked else qt.Qt.Checked)
        return True

    def checkState(self, node: Any) -> Any:
        """The mark of a node."""
        return self._states.get(node, qt.Qt.Unchecked)

    def setCheckState(self, node: Any, state: Any) -> None:
        """Sets the mark of a node that is offered."""
        state = qt.Qt.CheckState(int(state))
        if not self._rows.has(node) or state == self.checkState(node):
            return
        self._states[node] = state
        self._show_checks()
        self.checkedNodesChanged.emit()

    def check(self, node: Any) -> None:
        """Ticks a node."""
        self.setCheckState(node, qt.Qt.Checked)

    def uncheck(self, node: Any) -> None:
        """Takes a node's mark away."""
        self.setCheckState(node, qt.Qt.Unchecked)

    def checkedNodes(self) -> tuple[Any, ...]:
        """The ticked nodes, in the order of the scene."""
        return tuple(node for node in self._rows.nodes if self.checkState(node) == qt.Qt.Checked)

    def uncheckedNodes(self) -> tuple[Any, ...]:
        """The other nodes, in the order of the scene."""
        return tuple(node for node in self._rows.nodes if self.checkState(node) != qt.Qt.Checked)

    def allChecked(self) -> bool:
        """Whether every node is ticked."""
        return bool(self._rows.nodes) and not self.uncheckedNodes()

    def noneChecked(self) -> bool:
        """Whether no node is ticked."""
        return not self.checkedNodes()

    def setUserCheckable(self, node: Any, checkable: bool) -> None:
        """Lets a node's mark be changed by a click, or not."""
        if self._rows.has(node):
            self._rows.item(node).setCheckable(bool(checkable))
