"""Chooses a node of the scene."""

from typing import Any

import qt

from slicerhost import diagnostics
from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.combo_box import ctkComboBox
from slicerhost.mrmlwidgets.node_actions import NodeActions
from slicerhost.mrmlwidgets.node_rows import NodeRows
from slicerhost.mrmlwidgets.sort_filter_proxy_model import qMRMLSortFilterProxyModel
from slicerhost.pythonqt.standin import Property, Signal, emit, facade, props

NO_ROW = -1


def _rebuild_actions(self: Any, _value: Any) -> None:
    self._actions_changed()


def _refilter(self: Any, _value: Any) -> None:
    self._refilter()


@facade
class qMRMLNodeComboBox(qt.QWidget):
    """A combo box with the scene's nodes of some classes, and entries to create, rename, edit and delete them.

    A change tells `currentNodeChanged(vtkMRMLNode*)`, `currentNodeChanged(bool)`, `currentNodeIDChanged`, in this order; renaming
    the current node tells them again. With nothing chosen the button shows what may be chosen.
    """

    vars().update(
        props(
            addEnabled=(bool, True, None, _rebuild_actions),
            baseName=(str, ""),
            editEnabled=(bool, False, None, _rebuild_actions),
            interactionNodeSingletonTag=(str, "Singleton"),
            noneDisplay=(str, "None", None, lambda self, _: self._none_changed()),
            noneEnabled=(bool, False, None, lambda self, _: self._none_changed()),
            removeEnabled=(bool, True, None, _rebuild_actions),
            renameEnabled=(bool, False, None, _rebuild_actions),
            selectNodeUponCreation=(bool, True),
        )
    )
    currentNodeChanged = Signal((object,), (bool,))
    currentNodeIDChanged = Signal(str)
    currentNodeRenamed = Signal(str)
    nodeActivated = Signal(object)
    nodeAdded = Signal(object)
    nodeAddedByUser = Signal(object)
    nodeAddedByUserAction = Signal(object)
    nodeAboutToBeRemoved = Signal(object)
    nodeAboutToBeEdited = Signal(object)

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._current = None
        self._requested = None
        self._combo = ctkComboBox(self)
        self._combo.elideMode = int(qt.Qt.ElideMiddle)
        self._combo.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Expanding)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._combo)
        self.setSizePolicy(qt.QSizePolicy.Preferred, qt.QSizePolicy.Fixed)
        self.setFocusProxy(self._combo)
        self._rows = NodeRows(self)
        self._proxy = qMRMLSortFilterProxyModel(self)
        self._proxy._follow(self._rows, self._refilter)
        self._actions = NodeActions(self)
        self._combo.setModel(self._rows.model)
        self._combo.connect("activated(int)", self._activated)
        self._actions_changed()
        self.setEnabled(False)

    # The scene

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._rows.scene

    def setMRMLScene(self, scene: Any) -> None:
        """Offers another scene's nodes; of these the first is chosen if none need not be."""
        if scene is self._rows.scene:
            return
        wanted = self._current.GetID() if self._current is not None else None
        was_filled = bool(self._rows.nodes)
        self._rows.set_scene(scene)
        self._actions_changed()
        node = self._node(wanted if was_filled else self._requested)
        if node is None and not was_filled and not self.noneEnabled and self._rows.nodes:
            node = self._rows.nodes[0]
        self._requested = None
        self._choose(node)
        self.setEnabled(scene is not None)

    def _node(self, node_or_id: Any) -> Any:
        """The node that is offered under an identifier, or None."""
        scene = self._rows.scene
        node = scene.GetNodeByID(node_or_id) if scene is not None and isinstance(node_or_id, str) and node_or_id else None
        return node if node is not None and self._rows.has(node) else None

    # What the rows tell

    def _node_appeared(self, node: Any, first: Any) -> None:
        self._show()
        if first and self._current is None and not self.noneEnabled and not self._actions.texts():
            self._choose(node)
        self.nodeAdded.emit(node)

    def _node_leaving(self, node: Any) -> None:
        self.nodeAboutToBeRemoved.emit(node)

    def _node_left(self, node: Any, row: int) -> None:
        if node is not self._current:
            self._show()
            return
        nodes = self._rows.nodes
        if (row == 0 and not self.noneEnabled) or not nodes:
            self._choose(None)
        else:
            self._choose(nodes[min(row, len(nodes) - 1)])

    def _node_renamed(self, node: Any) -> None:
        if node is self._current:
            self._tell()

    def _nodes_replaced(self) -> None:
        if self._current is not None and not self._rows.has(self._current):
            self._choose(None)
        else:
            self._show()

    # Choosing

    def _choose(self, node: Any) -> None:
        changed = node is not self._current
        self._current = node
        self._show()
        if changed:
            self._tell()

    def _tell(self) -> None:
        node = self._current
        emit(self, "currentNodeChanged(vtkMRMLNode*)", node)
        emit(self, "currentNodeChanged(bool)", node is not None)
        self.currentNodeIDChanged.emit(node.GetID() if node is not None else "")

    def _show(self) -> None:
        """Lets the button show the current node, none, or what may be chosen."""
        row = self._rows.row(self._current) if self._current is not None else (0 if self.noneEnabled else NO_ROW)
        if self._combo.currentIndex != row:
            self._combo.setCurrentIndex(row)

    def _activated(self, row: int) -> None:
        kind, value = self._rows.entry(row)
        if kind == "action":
            self._combo.hidePopup()
            self._show()
            self._actions.run(value)
            return
        self._choose(value)
        self.nodeActivated.emit(value)

    def currentNode(self) -> Any:
        """The node chosen, or None."""
        return self._current

    def setCurrentNode(self, node: Any) -> None:
        """Chooses a node; what is not offered chooses none."""
        node_id = node if isinstance(node, str) or node is None else node.GetID()
        self.setCurrentNodeID(node_id or "")

    def setCurrentNodeID(self, node_id: str) -> None:
        """Chooses a node by its identifier; before a scene is set, the wish is kept."""
        if self._rows.scene is None:
            self._requested = node_id
        self._choose(self._node(node_id))

    def _get_id(self) -> str:
        return self._current.GetID() if self._current is not None else ""

    currentNodeID = Property(str, _get_id, setCurrentNodeID)
    currentNodeId = Property(str, _get_id, setCurrentNodeID)

    def setCurrentNodeIndex(self, index: int) -> None:
        """Chooses the node at an index; one beyond the last chooses none."""
        self._choose(self._rows.nodes[index] if 0 <= index < len(self._rows.nodes) else None)

    def nodeCount(self) -> int:
        """How many nodes are offered."""
        return len(self._rows.nodes)

    def nodeFromIndex(self, index: int) -> Any:
        """The node at an index, or None."""
        return self._rows.nodes[index] if 0 <= index < len(self._rows.nodes) else None

    # Which nodes are offered

    def _refilter(self) -> None:
        self._rows.refill()
        self._actions_changed()

    def _none_changed(self) -> None:
        self._rows.set_none(self.noneDisplay if self.noneEnabled else None)
        self._show()

    def _actions_changed(self) -> None:
        self._rows.set_actions(self._actions.texts() if self._rows.scene is not None else [])
        first = self.nodeTypes[0] if self.nodeTypes else ""
        self._combo.defaultText = f"Select a {self.nodeTypeLabel(first)}"
        self._show()

    def _filter_property(name: str, kind: Any) -> Any:
        def setter(self: Any, value: Any) -> None:
            setattr(self._rows.filter, name, tuple(part for part in value if part) if kind == "QStringList" else value)
            self._refilter()

        return Property(kind, lambda self: getattr(self._rows.filter, name), setter)

    nodeTypes = _filter_property("types", "QStringList")
    showHidden = _filter_property("hidden", bool)
    showChildNodeTypes = _filter_property("child_types", bool)
    hideChildNodeTypes = _filter_property("hidden_child_types", "QStringList")
    del _filter_property

    def addAttribute(self, node_type: str, name: str, value: Any = None) -> None:
        """Offers only nodes with an attribute, which new nodes get; without a value, any value will do."""
        self._rows.filter.attributes[(node_type, name)] = None if value is None else str(value)
        self._refilter()

    def removeAttribute(self, node_type: str, name: str) -> None:
        """Takes a condition of `addAttribute` back."""
        self._rows.filter.attributes.pop((node_type, name), None)
        self._refilter()

    def sortFilterProxyModel(self) -> Any:
        """The model that holds further conditions."""
        return self._proxy

    def nodeTypeLabel(self, node_type: str) -> str:
        """What nodes of a class are called in the entries."""
        return self._actions.label(node_type)

    def setNodeTypeLabel(self, label: str, node_type: str) -> None:
        """Calls nodes of a class otherwise in the entries."""
        self._actions.set_label(node_type, label)
        self._actions_changed()

    # Entries

    def addNode(self, node_type: str | None = None) -> Any:
        """Adds a node of a class, the first of `nodeTypes` if none is given.

        Returns:
            The node, or None where the class is not one of `nodeTypes`.
        """
        node_type = node_type or (self.nodeTypes[0] if self.nodeTypes else None)
        if node_type is None or node_type not in self.nodeTypes:
            diagnostics.note(f"qMRMLNodeComboBox.addNode: expected one of {list(self.nodeTypes)}, got {node_type}")
            return None
        node = self._actions.create(node_type)
        if self.selectNodeUponCreation:
            self.setCurrentNode(node)
        self.nodeAddedByUser.emit(node)
        return node

    def removeCurrentNode(self) -> None:
        """Removes the current node from the scene."""
        if self._current is not None:
            self._rows.scene.RemoveNode(self._current)

    def renameCurrentNode(self) -> None:
        """Asks for a new name of the current node."""
        self._actions.rename(self._current)

    def editCurrentNode(self) -> None:
        """Asks for the module that edits the current node."""
        self.nodeAboutToBeEdited.emit(self._current)
        self._actions.edit(self._current)

    def addMenuAction(self, action: Any) -> None:
        """Adds an entry of one's own."""
        self._actions.add(action)
        self._actions_changed()

    def _set_size_adjust_policy(self, policy: Any) -> None:
        self._combo.setSizeAdjustPolicy(qt.QComboBox.SizeAdjustPolicy(int(policy)))

    sizeAdjustPolicy = Property(int, lambda self: int(self._combo.sizeAdjustPolicy), _set_size_adjust_policy)
