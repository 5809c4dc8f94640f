"""The controls of a view that shows one node of a kind."""

from typing import Any

import vtk

from slicerhost.mrmlwidgets.node_combo_box import qMRMLNodeComboBox
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import facade
from slicerhost.views.controller_bar import qMRMLViewControllerBar


@facade
class NodeControllerBar(qMRMLViewControllerBar):
    """Chooses which node of a kind the view node shows; a class for each kind names it and adds its buttons.

    Attributes:
        kind: What the view node calls it: `Table` has `GetTableNodeID` and `SetTableNodeID`.
        node_class: Its MRML class.
        words: What is chosen, for the tooltip.
    """

    kind = ""
    node_class = ""
    words = ""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._view = self._node = None
        self._events = Observations(self)
        self._nodes = qMRMLNodeComboBox(self)
        self._nodes.nodeTypes = [self.node_class]
        self._nodes.noneEnabled = True
        self._nodes.addEnabled = self._nodes.removeEnabled = False
        self._nodes.setToolTip(self.words)
        for part in self._make_buttons():
            self.layout().addWidget(part)
        self.layout().addWidget(self._nodes, 1)
        self._nodes.connect("currentNodeIDChanged(QString)", self._chosen)

    def setMRMLScene(self, scene: Any) -> None:
        """Offers another scene's nodes."""
        self._nodes.setMRMLScene(scene)

    def _make_buttons(self) -> tuple[Any, ...]:
        """The buttons before the choice, connected."""
        return ()

    def _follow(self, node: Any) -> None:
        """Follow another view node."""
        self._events.clear()
        self._node = node
        self._set_view_node(node)
        if node is not None:
            self._events.add(node, vtk.vtkCommand.ModifiedEvent, self._show)
            self._show()

    def _show(self, *_: Any) -> None:
        blocked = self._nodes.blockSignals(True)
        self._nodes.setCurrentNodeID(getattr(self._node, f"Get{self.kind}NodeID")() or "")
        self._nodes.blockSignals(blocked)

    def _chosen(self, node_id: str) -> None:
        if self._node is not None:
            getattr(self._node, f"Set{self.kind}NodeID")(node_id or None)
